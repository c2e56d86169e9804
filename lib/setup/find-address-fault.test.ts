import { expect, test } from "vitest";
import { ADDRESS_CURES, findAddressFault, looksLikeOneDeployment } from "./find-address-fault";

const addresses: [string, string | null][] = [
  ["https://shop.example", null],
  ["https://shop-git-pricing-team.vercel.app", null],
  ["", "address_unknown"],
  ["shop.example", "address_not_an_origin"],
  ["https://shop.example/app", "address_not_an_origin"],
  ["https://shop.example/", "address_not_an_origin"],
  ["http://localhost:3000", "address_is_local"],
  ["https://127.0.0.1:3000", "address_is_local"],
  ["http://shop.example", "address_not_https"],
  ["https://shop-9f3k2-team.vercel.app", "address_of_one_deployment"],
];

test.each(addresses)("Stripe and %j: %s", (address, fault) => {
  expect(findAddressFault(address, "shop-9f3k2-team.vercel.app")).toBe(fault);
  if (fault) expect(Object.keys(ADDRESS_CURES)).toContain(fault);
});

test("an address of one deployment is suspected by its form, where Vercel does not say so", () => {
  expect(looksLikeOneDeployment("shop-b2az0x9qw-acme.vercel.app")).toBe(true);
  for (const host of ["shop-git-pricing12-acme.vercel.app", "headshots-starter.vercel.app", "shop.example"])
    expect(looksLikeOneDeployment(host)).toBe(false);
});
