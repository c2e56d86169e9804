import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { createOrder } from "./create-order";
import { getOrderView } from "./get-order-view";
import { listOpenOrders } from "./list-open-orders";
import { brokenPromises, newOrder, newWallet } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

describe("an order", () => {
  it("fixes the catalog's amount, credits and validity, whatever the form said", async () => {
    const { walletId, orderId } = await newOrder("maker", "jpy");
    expect(await getOrderView(walletId, orderId)).toMatchObject({
      item: "maker",
      currency: "jpy",
      amountMinor: 3000,
      credits: 500,
      validityMonths: 12,
      progress: "open",
      advice: null,
      receipt: null,
    });
  });

  it("is the same order for a second click, a second tab and twenty requests at once", async () => {
    const walletId = await newWallet();
    const request = { walletId, packId: "starter", currency: "eur" };
    const answers = await Promise.all(Array.from({ length: 20 }, () => createOrder(request)));
    expect(new Set(answers.map((answer) => answer.ok && answer.orderId)).size).toBe(1);
    expect(await listOpenOrders(walletId)).toHaveLength(1);
  });

  it("is another order for another pack, currency or person", async () => {
    const walletId = await newWallet();
    await createOrder({ walletId, packId: "starter", currency: "usd" });
    await createOrder({ walletId, packId: "starter", currency: "eur" });
    await createOrder({ walletId, packId: "maker", currency: "usd" });
    expect(await listOpenOrders(walletId)).toHaveLength(3);
    expect(await listOpenOrders(await newWallet())).toHaveLength(0);
  });

  it("is refused for what the catalog does not have", async () => {
    const walletId = await newWallet();
    const tampered = [
      ["free", "usd", "unknown_pack"],
      ["__proto__", "usd", "unknown_pack"],
      ["starter", "btc", "unknown_currency"],
      ["starter", "USD", "unknown_currency"],
      ["starter", "toString", "unknown_currency"],
    ] as const;
    for (const [packId, currency, refusal] of tampered)
      expect(await createOrder({ walletId, packId, currency })).toEqual({ ok: false, refusal });
    expect(await listOpenOrders(walletId)).toEqual([]);
  });

  it("is refused when twenty are open already, and the open ones can still be found", async () => {
    const { walletId, orderId } = await newOrder();
    await sql()`
      insert into orders (wallet_id, id, kind, item, currency, amount_minor, credits, validity_months, livemode)
      select wallet_id, gen_random_uuid(), kind, item, currency, amount_minor + number, credits, 12, false
      from orders, generate_series(1, 19) number where id = ${orderId}`;
    expect(await createOrder({ walletId, packId: "maker", currency: "usd" })).toEqual({
      ok: false,
      refusal: "too_many_open_orders",
    });
    expect(await createOrder({ walletId, packId: "starter", currency: "usd" })).toMatchObject({ orderId });
  });

  it("from before the switch to live keys is not offered again", async () => {
    const { walletId, orderId } = await newOrder();
    await sql()`update orders set livemode = true where id = ${orderId}`;
    const next = await createOrder({ walletId, packId: "starter", currency: "usd" });
    expect(next.ok && next.orderId).not.toBe(orderId);
    expect(await getOrderView(walletId, orderId)).toMatchObject({ progress: "canceled" });
  });
});

it("another person's order, an unknown one and a malformed id all look the same", async () => {
  const { walletId, orderId } = await newOrder();
  const other = await newWallet();
  expect(await getOrderView(other, orderId)).toBeNull();
  for (const id of [newId(), "1", "", "' or true --", `${orderId} `])
    expect(await getOrderView(walletId, id)).toBeNull();
});
