import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );
const monthly = (product: string, extra: Partial<Stripe.PriceCreateParams> = {}) =>
  stripe.prices.create({
    product,
    currency: "usd",
    unit_amount: 1500,
    recurring: { interval: "month" },
    ...extra,
  });
const typesOf = async (id: string) => {
  const events = await stripe.events.list({ limit: 100 });
  return events.data.filter((one) => (one.data.object as { id?: string }).id === id).map((one) => one.type);
};

describe("products and prices", () => {
  it("a product is made, changed, listed and deleted while it has no price", async () => {
    const made = await stripe.products.create({ name: "Pro", metadata: { plan: "pro" } });
    expect(made).toMatchObject({ object: "product", active: true, type: "service", livemode: false });
    expect((await stripe.products.update(made.id, { name: "Pro 2" })).name).toBe("Pro 2");
    expect((await stripe.products.list({ ids: [made.id] })).data).toHaveLength(1);
    expect(await stripe.products.del(made.id)).toMatchObject({ deleted: true });
    expect(await typesOf(made.id)).toEqual(["product.deleted", "product.updated", "product.created"]);
    const sold = await stripe.products.create({
      name: "Sold",
      default_price_data: { currency: "usd", unit_amount: 100 },
    });
    expect((await failure(stripe.products.del(sold.id))).statusCode).toBe(400);
    expect(sold.default_price).toMatch(/^price_/);
  });

  it("a price is found by its lookup key, which moves only when asked to", async () => {
    const { id } = await stripe.products.create({ name: "Keyed" });
    const old = await monthly(id, { lookup_key: "pro_monthly" });
    expect((await failure(monthly(id, { lookup_key: "pro_monthly" }))).param).toBe("lookup_key");
    const next = await monthly(id, { lookup_key: "pro_monthly", transfer_lookup_key: true });
    const found = await stripe.prices.list({ lookup_keys: ["pro_monthly"], active: true });
    expect(found.data.map((one) => one.id)).toEqual([next.id]);
    expect((await stripe.prices.retrieve(old.id)).lookup_key).toBeNull();
    expect(await typesOf(old.id)).toEqual(["price.updated", "price.created"]);
  });

  it("a price has other currencies, shown on request, and its amount as a decimal", async () => {
    const { id } = await stripe.products.create({ name: "Abroad" });
    const price = await monthly(id, {
      currency_options: { eur: { unit_amount: 1400 }, jpy: { unit_amount: 2200 } },
      recurring: { interval: "year", interval_count: 1 },
    });
    expect(price.currency_options).toBeUndefined();
    expect(price.unit_amount_decimal?.toString()).toBe("1500");
    const full = await stripe.prices.retrieve(price.id, { expand: ["currency_options", "product"] });
    expect(full.currency_options?.jpy).toMatchObject({ unit_amount: 2200 });
    expect(full.currency_options?.usd).toMatchObject({ unit_amount: 1500 });
    expect(full.product).toMatchObject({ id, name: "Abroad" });
  });

  it("refuses what it does not emulate or what makes no sense, by name", async () => {
    const { id } = await stripe.products.create({ name: "Wrong" });
    expect((await failure(monthly(id, { billing_scheme: "tiered" }))).param).toBe("billing_scheme");
    expect((await failure(monthly("prod_none"))).code).toBe("resource_missing");
    expect((await failure(monthly(id, { unit_amount: -1 }))).param).toBe("unit_amount");
    expect((await failure(monthly(id, { recurring: { interval: "year", interval_count: 4 } }))).param).toBe(
      "recurring[interval_count]",
    );
  });
});

describe("coupons and promotion codes", () => {
  it("a coupon takes a share or an amount off, not both", async () => {
    const coupon = await stripe.coupons.create({ percent_off: 12.5, duration: "forever" });
    expect(coupon).toMatchObject({ percent_off: 12.5, valid: true, times_redeemed: 0 });
    const expand = ["applies_to", "currency_options"];
    expect(await stripe.coupons.retrieve(coupon.id, { expand })).toMatchObject({ id: coupon.id });
    expect(
      (await failure(stripe.coupons.create({ percent_off: 5, amount_off: 5, currency: "usd" }))).statusCode,
    ).toBe(400);
    expect((await failure(stripe.coupons.create({ duration: "repeating", percent_off: 5 }))).param).toBe(
      "duration_in_months",
    );
    const past = await stripe.coupons.create({ percent_off: 5, redeem_by: 1_600_000_000 });
    expect((await stripe.coupons.retrieve(past.id)).valid).toBe(false);
    expect((await stripe.coupons.del(coupon.id)).deleted).toBe(true);
  });

  it("a code is found in any spelling, is taken once, and can be switched off", async () => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 20 });
    const promotion = { type: "coupon" as const, coupon };
    const code = await stripe.promotionCodes.create({ promotion, code: "Welcome20" });
    expect(code.promotion).toEqual(promotion);
    expect((await stripe.promotionCodes.list({ code: "WELCOME20", active: true })).data).toHaveLength(1);
    expect((await failure(stripe.promotionCodes.create({ promotion, code: "welcome20" }))).code).toBe(
      "resource_already_exists",
    );
    const full = await stripe.promotionCodes.retrieve(code.id, { expand: ["promotion.coupon"] });
    expect(full.promotion.coupon).toMatchObject({ id: coupon, percent_off: 20 });
    expect((await stripe.promotionCodes.update(code.id, { active: false })).active).toBe(false);
    expect((await stripe.promotionCodes.list({ code: "Welcome20", active: true })).data).toHaveLength(0);
    const late = await stripe.promotionCodes.create({ promotion, expires_at: 1_600_000_000 });
    expect((await stripe.promotionCodes.retrieve(late.id)).active).toBe(false);
  });
});

describe("the balance of a customer", () => {
  it("moves by transactions and by hand, and shows both", async () => {
    const { id } = await stripe.customers.create({});
    const credit = await stripe.customers.createBalanceTransaction(id, { amount: -700, currency: "usd" });
    expect(credit).toMatchObject({ type: "adjustment", ending_balance: -700 });
    expect((await stripe.customers.update(id, { balance: -200 })).balance).toBe(-200);
    const moves = await stripe.customers.listBalanceTransactions(id);
    expect(moves.data.map((one) => one.amount)).toEqual([500, -700]);
    expect((await stripe.customers.retrieveBalanceTransaction(id, credit.id)).amount).toBe(-700);
    expect(
      (await failure(stripe.customers.createBalanceTransaction(id, { amount: 1, currency: "eur" }))).param,
    ).toBe("currency");
  });
});
