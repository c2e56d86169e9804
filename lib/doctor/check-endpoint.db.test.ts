import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { ENABLED_EVENTS } from "@/lib/inbox/handlers/registry";
import { env, forgetEnv } from "@/lib/platform/env";
import { type MadeEndpoint, setUpEndpoint } from "@/lib/setup/set-up-endpoint";
import { wantedEndpoint } from "@/lib/setup/wanted-endpoint";
import { stripe, useStripeLimits } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { checkEndpoint } from "./check-endpoint";
import type { FindingName } from "./finding";

useTestDatabase();
useEmulator();

const ADDRESS = "https://shop.example";
const URL_OF_OURS = `${ADDRESS}/stripe/subscription-webhook`;
const BYPASS = "x-vercel-protection-bypass";

beforeEach(async () => {
  forgetEnv();
  for (const { id } of (await stripe().webhookEndpoints.list({ limit: 100 })).data)
    await stripe().webhookEndpoints.del(id);
});

async function look({ appUrl = ADDRESS, secrets = ["whsec_test0000000000000000"], bypass = "" } = {}) {
  const here = { appUrl, stripe: { ...env().stripe, webhookSecrets: secrets } };
  const { findings, deliveredTo } = await checkEndpoint(here, bypass || null);
  return { findings, deliveredTo, names: findings.map(({ name }) => name) };
}

/** The endpoint as `npm run stripe:setup` makes it, with its secret. */
async function setUp(address = ADDRESS, bypass: string | null = null) {
  const told: MadeEndpoint[] = [];
  await setUpEndpoint(wantedEndpoint(address, bypass), { tell: (made) => told.push(made) });
  return told[0] ?? { endpointId: "", secret: "" };
}

const ours = { url: URL_OF_OURS, enabled_events: [...ENABLED_EVENTS], api_version: "2026-10-28.endive" };
const marked = { ...ours, metadata: { topup_environment: "shop.example" } };

test("an endpoint as the set-up makes it is in order, with its secret here", async () => {
  const { secret } = await setUp();
  expect(await look({ secrets: [secret] })).toMatchObject({
    names: ["endpoint_in_order"],
    deliveredTo: URL_OF_OURS,
  });
  expect((await look({ secrets: ["whsec_old0000000000000", secret] })).names).toEqual(["endpoint_in_order"]);
});

describe("a broken endpoint is named", () => {
  const broken: [string, Record<string, unknown>, FindingName][] = [
    ["at the bare domain", { url: `${ADDRESS}/` }, "endpoint_elsewhere"],
    ["at another path", { url: `${ADDRESS}/api/webhook` }, "endpoint_elsewhere"],
    ["at www", { url: "https://www.shop.example/stripe/subscription-webhook" }, "endpoint_elsewhere"],
    ["with a slash too much", { url: `${URL_OF_OURS}/` }, "endpoint_elsewhere"],
    ["without an event", { ...marked, enabled_events: ENABLED_EVENTS.slice(1) }, "endpoint_events_missing"],
    [
      "with an event too many",
      { ...marked, enabled_events: [...ENABLED_EVENTS, "plan.created"] },
      "endpoint_events_extra",
    ],
    ["for all events", { ...marked, enabled_events: ["*"] }, "endpoint_events_extra"],
    ["of another version", { ...marked, api_version: "2024-06-20" }, "endpoint_version_differs"],
    ["of the account's version", { ...marked, api_version: undefined }, "endpoint_version_differs"],
    ["made by hand", {}, "endpoint_unmarked"],
    [
      "with the mark and another address",
      { ...marked, url: "https://shop-b2az0x9qw.vercel.app/stripe/subscription-webhook" },
      "endpoint_elsewhere",
    ],
    [
      "of another secret",
      { ...marked, metadata: { ...marked.metadata, topup_secret: "0123456789abcdef" } },
      "endpoint_secret_differs",
    ],
  ];

  test.each(broken)("%s", async (_, changed, name) => {
    await stripe().webhookEndpoints.create({ ...ours, ...changed } as Parameters<
      ReturnType<typeof stripe>["webhookEndpoints"]["create"]
    >[0]);
    expect((await look()).names).toEqual([name]);
  });

  test("that is missing, also when others are there", async () => {
    expect((await look()).names).toEqual(["endpoint_missing"]);
    await stripe().webhookEndpoints.create({ url: "https://other.example/hook", enabled_events: ["*"] });
    expect(await look()).toMatchObject({ names: ["endpoint_missing"], deliveredTo: URL_OF_OURS });
  });

  test("that Stripe or somebody switched off", async () => {
    const { endpointId, secret } = await setUp();
    await stripe().webhookEndpoints.update(endpointId, { disabled: true });
    expect((await look({ secrets: [secret] })).names).toEqual(["endpoint_disabled"]);
  });

  test("that was made anew while the server still has the secret of before", async () => {
    const before = await setUp();
    await setUpEndpoint(wantedEndpoint(ADDRESS), { newSecret: true });
    const { names } = await look({ secrets: [before.secret] });
    expect(names).toEqual(["endpoint_secret_differs", "endpoint_former_left"]);
  });

  test("beside another one that leads to the same door", async () => {
    const { secret } = await setUp();
    const second = await stripe().webhookEndpoints.create({ url: URL_OF_OURS, enabled_events: ["*"] });
    expect((await look({ secrets: [secret] })).findings).toMatchObject([
      { name: "endpoint_twice", facts: { id: second.id } },
    ]);
  });

  test("of a preview whose protection has another secret now, without telling it", async () => {
    const address = "https://shop-git-x-acme.vercel.app";
    const { secret } = await setUp(address, "former");
    const { names, findings, deliveredTo } = await look({
      appUrl: address,
      secrets: [secret],
      bypass: "letmein",
    });
    expect(names).toEqual(["endpoint_bypass_differs"]);
    expect(deliveredTo).toBe(`${address}/stripe/subscription-webhook?${BYPASS}=former`);
    expect(JSON.stringify(findings)).not.toMatch(/letmein|former/);
  });
});

test("several things wrong with one endpoint are all named", async () => {
  await stripe().webhookEndpoints.create({ url: URL_OF_OURS, enabled_events: ["payment_intent.succeeded"] });
  expect((await look()).names).toEqual([
    "endpoint_events_missing",
    "endpoint_version_differs",
    "endpoint_unmarked",
  ]);
});

test("this machine needs no endpoint, and where the events come to is known", async () => {
  expect(await look({ appUrl: "http://localhost:3000" })).toMatchObject({
    names: ["endpoint_not_needed"],
    deliveredTo: "http://localhost:3000/stripe/subscription-webhook",
  });
});

test("without an address nothing can be compared", async () => {
  for (const appUrl of ["", "shop.example", "shop.example:443", "ftp://shop.example"])
    expect(await look({ appUrl })).toMatchObject({ names: ["endpoint_not_compared"], deliveredTo: null });
});

test("a Stripe that does not list them is named", async () => {
  useStripeLimits({ retries: 0 });
  await breakCalls({ path: "/v1/webhook_endpoints", method: "GET", action: "fail", count: 1 });
  expect((await look()).names).toEqual(["endpoints_not_listed"]);
});
