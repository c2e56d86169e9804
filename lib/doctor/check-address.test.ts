import { expect, test } from "vitest";
import { checkAddress } from "./check-address";
import type { FindingName } from "./finding";

type Source = Record<string, string>;

const namesOf = (source: Source, livemode = false) =>
  checkAddress(source, { livemode }).map((one) => one.name);

const ON_VERCEL = {
  VERCEL: "1",
  VERCEL_ENV: "production",
  VERCEL_URL: "shop-b2az0x9qw-acme.vercel.app",
  VERCEL_PROJECT_PRODUCTION_URL: "shop.example",
};

const broken: [string, Source, FindingName][] = [
  ["that Vercel does not tell", { VERCEL: "1", VERCEL_ENV: "production" }, "address_missing"],
  ["without a scheme", { APP_URL: "shop.example" }, "address_malformed"],
  ["with a path", { APP_URL: "https://shop.example/app" }, "address_malformed"],
  [
    "of one deployment",
    { ...ON_VERCEL, APP_URL: "https://shop-b2az0x9qw-acme.vercel.app" },
    "address_of_one_deployment",
  ],
  [
    "that looks like one deployment, seen from elsewhere",
    { APP_URL: "https://shop-b2az0x9qw-acme.vercel.app" },
    "address_looks_like_one_deployment",
  ],
  ["without https", { APP_URL: "http://shop.example" }, "address_not_https"],
  ["of a private network", { APP_URL: "https://192.168.1.20" }, "address_is_private"],
  ["that only a local network resolves", { APP_URL: "https://shop.internal" }, "address_is_private"],
  ["of a host without a domain", { APP_URL: "https://shop:8443" }, "address_is_private"],
  ["that means every address of a machine", { APP_URL: "https://0.0.0.0:8443" }, "address_is_private"],
  ["of this machine by its other name", { APP_URL: "https://127.0.1.1" }, "address_is_private"],
  ["that a carrier gives to many", { APP_URL: "https://100.64.0.7" }, "address_is_private"],
  ["of a private network in the longer notation", { APP_URL: "https://[fd12::7]" }, "address_is_private"],
  [
    "of production, on a preview",
    { ...ON_VERCEL, VERCEL_ENV: "preview", APP_URL: "https://shop.example" },
    "address_of_production",
  ],
  ["of a tunnel", { APP_URL: "https://abc.ngrok-free.app" }, "address_is_a_tunnel"],
  [
    "of this machine, on Vercel",
    { VERCEL: "1", APP_URL: "http://localhost:3000" },
    "address_only_of_this_machine",
  ],
];

test.each(broken)("an address %s is named", (_, source, name) => {
  expect(namesOf(source)).toEqual([name]);
});

test("the address of this machine is good for trying, and not for live money", () => {
  expect(namesOf({})).toEqual(["address_of_this_machine"]);
  expect(namesOf({ APP_URL: "http://127.0.0.1:3000" }, true)).toEqual(["address_only_of_this_machine"]);
});

test("all that is wrong with an address is named at once", () => {
  expect(namesOf({ APP_URL: "http://10.0.0.7" })).toEqual(["address_is_private", "address_not_https"]);
});

test("a domain, a branch and a plain name at Vercel are in order", () => {
  expect(namesOf(ON_VERCEL, true)).toEqual(["address_in_order"]);
  const preview = {
    ...ON_VERCEL,
    VERCEL_ENV: "preview",
    VERCEL_BRANCH_URL: "shop-git-new-look-acme.vercel.app",
  };
  expect(namesOf(preview)).toEqual(["address_in_order"]);
  expect(namesOf({ APP_URL: "https://shop-git-new-look-acme.vercel.app" })).toEqual(["address_in_order"]);
  expect(namesOf({ APP_URL: "https://shop-git-pricing12-acme.vercel.app" })).toEqual(["address_in_order"]);
  expect(namesOf({ APP_URL: "https://headshots-starter.vercel.app" })).toEqual(["address_in_order"]);
});

test("a domain whose first part is a number is not taken for a private address", () => {
  expect(namesOf({ APP_URL: "https://10.shop.example" })).toEqual(["address_in_order"]);
  expect(namesOf({ APP_URL: "https://8.8.8.8" })).toEqual(["address_in_order"]);
});
