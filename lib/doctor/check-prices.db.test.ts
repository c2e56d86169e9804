import { expect, test } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe, useStripeLimits } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { checkPrices } from "./check-prices";

useTestDatabase();
useEmulator();

const KEY = "topup_pro_month_usd";
const namesOf = async () => (await checkPrices()).map(({ name }) => name);
const priceOf = async () => (await stripe().prices.list({ lookup_keys: [KEY] })).data[0]?.id ?? "";

test("plans that were never set up at Stripe are named, and none is once they are", async () => {
  expect(await checkPrices()).toMatchObject([{ name: "prices_missing", facts: { count: 24 } }]);
  await setUpCatalog();
  expect(await namesOf()).toEqual(["prices_in_order"]);
});

test("a price with another amount under our key is named", async () => {
  const { metadata } = await stripe().prices.retrieve(await priceOf());
  await stripe().prices.create({
    ...{ product: "topup_plan_pro", currency: "usd", unit_amount: 100, recurring: { interval: "month" } },
    ...{ lookup_key: KEY, transfer_lookup_key: true, metadata },
  });
  expect(await checkPrices()).toMatchObject([{ name: "prices_differ", facts: { count: 1 } }]);
  await setUpCatalog();
  expect(await namesOf()).toEqual(["prices_in_order"]);
});

test("a price that somebody took off sale is named", async () => {
  await stripe().prices.update(await priceOf(), { active: false });
  expect(await namesOf()).toEqual(["prices_differ"]);
  await setUpCatalog();
});

test("a product that somebody renamed is said to be so, for what is sold is right", async () => {
  await stripe().products.update("topup_plan_pro", { name: "Oops" });
  expect(await namesOf()).toEqual(["prices_untidy"]);
  await setUpCatalog();
});

test("a product that somebody archived is broken, for Stripe starts no subscription to it", async () => {
  await stripe().products.update("topup_plan_pro", { active: false });
  expect(await checkPrices()).toMatchObject([
    { name: "product_off_sale", status: "fail", facts: { count: 1, first: "Pro" } },
  ]);
  await setUpCatalog();
  expect(await namesOf()).toEqual(["prices_in_order"]);
});

test("a Stripe that does not answer is named", async () => {
  useStripeLimits({ retries: 0 });
  await breakCalls({ path: "/v1/products", method: "GET", action: "fail", count: 1 });
  expect(await namesOf()).toEqual(["prices_not_read"]);
});

test("a key of ours that somebody else's price has is named", async () => {
  await stripe().prices.create({
    ...{ product: "topup_plan_pro", currency: "usd", unit_amount: 100, recurring: { interval: "month" } },
    ...{ lookup_key: KEY, transfer_lookup_key: true },
  });
  expect(await namesOf()).toContain("prices_taken");
});
