import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { type PlanPrice, planPrices } from "@/lib/catalog/plan-prices";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { setUpCatalog } from "./set-up-catalog";

useTestDatabase();
useEmulator();

const KEY = "topup_pro_month_usd";

/** The plans of the code with the monthly dollar price of Pro changed. */
function wantedWith(change: Partial<PlanPrice>): PlanPrice[] {
  return planPrices().map((price) => (price.lookupKey === KEY ? { ...price, ...change } : price));
}

async function ours() {
  const { data } = await stripe().prices.list({ limit: 100 });
  return data.filter(({ metadata }) => metadata.topup_plan);
}

const proPrice = async () => (await stripe().prices.list({ lookup_keys: [KEY] })).data;

describe("setting up the plans at Stripe", () => {
  it("only says what is missing when it is a dry run", async () => {
    const { changes, done } = await setUpCatalog({ dryRun: true });
    expect([changes.length, done]).toEqual([3 + 3 * 2 * 4, 0]);
    expect(await ours()).toEqual([]);
  });

  it("goes on where Stripe failed in the middle", async () => {
    await breakCalls({ path: "/v1/prices", method: "POST", action: "fail", count: 3 });
    const stopped = await setUpCatalog();
    expect(stopped).toMatchObject({ done: 3, trouble: { kind: "unavailable" } });
    expect(await setUpCatalog()).toMatchObject({ done: 24, trouble: null });
    expect(await setUpCatalog()).toEqual({ changes: [], conflicts: [], done: 0, trouble: null });
  });

  it("makes each price once, with its money, its credits and its rollover", async () => {
    expect(await ours()).toHaveLength(24);
    const [yearly] = (await stripe().prices.list({ lookup_keys: ["topup_pro_year_jpy"] })).data;
    expect(yearly).toMatchObject({
      product: "topup_plan_pro",
      unit_amount: 43_500,
      currency: "jpy",
      recurring: { interval: "year", interval_count: 1 },
      metadata: { topup_plan: "pro", topup_credits: "12000", topup_rollover: "capped" },
    });
  });

  it("gives a changed amount a new price under the old key, and takes the old one off sale", async () => {
    const [old] = await proPrice();
    const { changes } = await setUpCatalog({ wanted: wantedWith({ amountMinor: 3100 }) });
    expect(changes.map(({ change }) => change)).toEqual(["create_price", "archive_price"]);
    const [now, ...more] = await proPrice();
    expect(now).toMatchObject({ unit_amount: 3100, active: true, lookup_key: KEY });
    expect([more.length, now?.id === old?.id]).toEqual([0, false]);
    const left = await stripe().prices.retrieve(old?.id ?? "");
    expect(left).toMatchObject({ active: false, lookup_key: null, unit_amount: 2900 });
  });

  it("goes back to an old amount by a third price, also within a day", async () => {
    expect((await setUpCatalog()).trouble).toBeNull();
    expect(await proPrice()).toMatchObject([{ unit_amount: 2900, active: true }]);
    expect((await setUpCatalog()).changes).toEqual([]);
  });

  it("takes other credits for the same money for another price", async () => {
    await setUpCatalog({ wanted: wantedWith({ credits: 1200 }) });
    expect(await proPrice()).toMatchObject([{ unit_amount: 2900, metadata: { topup_credits: "1200" } }]);
    await setUpCatalog();
  });

  it("names and sells again a product that somebody renamed and archived, each time", async () => {
    for (let time = 0; time < 2; time++) {
      await stripe().products.update("topup_plan_pro", { name: "Oops", active: false });
      expect((await setUpCatalog()).changes).toMatchObject([{ change: "update_product" }]);
      const product = await stripe().products.retrieve("topup_plan_pro");
      expect(product).toMatchObject({ name: "Pro", active: true });
    }
  });

  it("archives the half of its own work that a crash left behind", async () => {
    const [price] = await proPrice();
    const stray = await stripe().prices.create({
      ...{ product: "topup_plan_pro", currency: "usd", unit_amount: 1, recurring: { interval: "month" } },
      metadata: price?.metadata ?? {},
    });
    expect((await setUpCatalog()).changes).toMatchObject([{ change: "archive_price", priceId: stray.id }]);
  });
});

describe("what is not ours", () => {
  it("is never changed, also when it sits on our product, and is reported when it has our key", async () => {
    const foreign = { currency: "usd", unit_amount: 5, recurring: { interval: "month" as const } };
    const onOurs = await stripe().prices.create({ product: "topup_plan_pro", ...foreign });
    const other = await stripe().products.create({ name: "Other" });
    const [ourPrice] = await proPrice();
    await stripe().prices.update(ourPrice?.id ?? "", { lookup_key: "" });
    const thief = await stripe().prices.create({ product: other.id, lookup_key: KEY, ...foreign });
    const result = await setUpCatalog();
    expect(result.conflicts).toEqual([{ conflict: "lookup_key_taken", lookupKey: KEY, priceId: thief.id }]);
    expect(await stripe().prices.retrieve(onOurs.id)).toMatchObject({ active: true });
    expect(await stripe().prices.retrieve(thief.id)).toMatchObject({ active: true, lookup_key: KEY });
    expect(await stripe().products.retrieve(other.id)).toMatchObject({ name: "Other", active: true });
  });
});
