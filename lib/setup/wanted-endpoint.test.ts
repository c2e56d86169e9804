import { expect, test } from "vitest";
import { ENABLED_EVENTS } from "@/lib/inbox/handlers/registry";
import type { WebhookEndpointFacts } from "@/lib/stripe/webhook-endpoints";
import { compareEndpoint, wantedEndpoint } from "./wanted-endpoint";

const WANTED = wantedEndpoint("https://shop.example");
const RIGHT: WebhookEndpointFacts = {
  id: "we_1",
  url: "https://shop.example/stripe/subscription-webhook",
  enabledEvents: [...ENABLED_EVENTS],
  apiVersion: WANTED.apiVersion,
  enabled: true,
  environment: "shop.example",
  replaces: null,
  secretFingerprint: null,
  createdAt: new Date(0),
};
const BYPASS = "x-vercel-protection-bypass=letmein";

const namesOf = (change: Partial<WebhookEndpointFacts>, wanted = WANTED) =>
  compareEndpoint({ ...RIGHT, ...change }, wanted).map(({ difference }) => difference);

test("an endpoint with our path, events, version and mark is right, whatever the order of its events", () => {
  expect(namesOf({ enabledEvents: [...ENABLED_EVENTS].reverse() })).toEqual([]);
});

const wrong: [string, Partial<WebhookEndpointFacts>, string][] = [
  ["another path", { url: "https://shop.example/api/webhook" }, "url"],
  ["a slash too much, which is answered with a redirect", { url: `${RIGHT.url}/` }, "url"],
  ["another host", { url: "https://www.shop.example/stripe/subscription-webhook" }, "url"],
  ["plain http", { url: "http://shop.example/stripe/subscription-webhook" }, "url"],
  ["an address that is none", { url: "shop" }, "url"],
  ["an event too few", { enabledEvents: ENABLED_EVENTS.slice(1) }, "events_missing"],
  ["an event that nobody handles", { enabledEvents: [...ENABLED_EVENTS, "plan.created"] }, "events_extra"],
  ["all events there are", { enabledEvents: ["*"] }, "events_extra"],
  ["another version", { apiVersion: "2024-06-20" }, "api_version"],
  ["the version of the account", { apiVersion: null }, "api_version"],
  ["being switched off", { enabled: false }, "disabled"],
  ["no mark", { environment: null }, "mark"],
  ["the mark of another environment", { environment: "old.example" }, "mark"],
];

test.each(wrong)("%s is named", (_, change, name) => {
  expect(namesOf(change)).toEqual([name]);
});

test("all differences are named at once", () => {
  expect(namesOf({ url: "https://a.example/", enabledEvents: ["plan.created"], enabled: false })).toEqual([
    "url",
    "events_missing",
    "events_extra",
    "disabled",
  ]);
});

test("a preview needs its bypass in the address, and nothing shows it", () => {
  const wanted = wantedEndpoint("https://shop-git-x.vercel.app", "letmein");
  const url = wanted.url;
  expect(url).toBe(`https://shop-git-x.vercel.app/stripe/subscription-webhook?${BYPASS}`);
  const environment = "shop-git-x.vercel.app";
  expect(namesOf({ url, environment }, wanted)).toEqual([]);
  expect(namesOf({ url: url.replace("letmein", "former"), environment }, wanted)).toEqual(["bypass"]);
  const elsewhere = compareEndpoint({ ...RIGHT, url: `https://a.example/?${BYPASS}` }, wanted);
  expect(JSON.stringify(elsewhere)).not.toContain("letmein");
});

test("a bypass that somebody put there is left where we know of none", () => {
  expect(namesOf({ url: `${RIGHT.url}?${BYPASS}` })).toEqual([]);
});

test("a password that somebody wrote into the address of an endpoint is not shown", () => {
  const differences = compareEndpoint({ ...RIGHT, url: RIGHT.url.replace("//", "//ada:hunter2@") }, WANTED);
  expect(differences).toMatchObject([{ difference: "url", wanted: RIGHT.url }]);
  expect(JSON.stringify(differences)).not.toMatch(/ada|hunter2/);
});
