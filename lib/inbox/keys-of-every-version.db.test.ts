import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { payOrder } from "@/lib/checkout/pay-order";
import { brokenPromises, newOrder } from "@/lib/checkout/testing";
import { grant, hold, makeWallet, spend } from "@/lib/ledger/testing/people";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { CARDS, newToken, paymentIntentsOf, readFromStripe, useEmulator } from "@/lib/stripe/testing";
import { newSubscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { sweepEvents } from "./sweep-events";

/**
 * While a deploy is under way two versions of this code work on one database and one Stripe account. What keeps them
 * from doing one thing twice are the names that both give to it, so those are written down here. A name that has to
 * change needs a version in between that knows both.
 */
useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

type Told = {
  type: string;
  request: { idempotency_key: string | null } | null;
  data: { object: { id: string } };
};

async function keyOfEvent(type: string, objectId: string): Promise<string | null | undefined> {
  const { data } = await readFromStripe<{ data: Told[] }>(`/v1/events?limit=100&type=${type}`);
  return data.find(({ data: { object } }) => object.id === objectId)?.request?.idempotency_key;
}

async function operationsOf(walletId: string) {
  return sql()<{ key: string; hash: string }[]>`
    select key, request_hash as hash from ledger_operations where wallet_id = ${walletId} order by key`;
}

describe("every version names the same thing the same", () => {
  it("a purchase, at Stripe and in the ledger", async () => {
    const order = await newOrder();
    const token = await newToken(CARDS.fine);
    await payOrder({ ...order, confirmationTokenId: token, returnUrl: "http://localhost:3000/orders/x" });
    const [intent] = await paymentIntentsOf(order.orderId);
    const id = intent?.id ?? "";
    const [wallet] = await sql()`select stripe_customer_id as id from wallets where id = ${order.walletId}`;
    await vi.waitFor(
      async () => expect(await keyOfEvent("payment_intent.succeeded", id)).toBeDefined(),
      15_000,
    );
    expect({
      customer: await keyOfEvent("customer.created", wallet?.id),
      payment: await keyOfEvent("payment_intent.created", id),
      charge: await keyOfEvent("payment_intent.succeeded", id),
      ledger: (await operationsOf(order.walletId)).map(({ key }) => key),
    }).toEqual({
      customer: `wallet:${order.walletId}:customer`,
      payment: `order:${order.orderId}`,
      charge: `order:${order.orderId}:${token}`,
      ledger: [`grant:pi:${id}`],
    });
  });

  it("a month of a plan, by its invoice and line", async () => {
    const person = await newSubscriber();
    const { latest_invoice: latest } = await subscribe(person, "topup_pro_month_usd");
    const invoiceId = typeof latest === "string" ? latest : (latest?.id ?? "");
    await sweepEvents();
    const invoice = await readFromStripe<{ lines: { data: { id: string }[] } }>(`/v1/invoices/${invoiceId}`);
    expect((await operationsOf(person.walletId)).map(({ key }) => key)).toEqual([
      `grant:invoice:${invoiceId}:${invoice.lines.data[0]?.id}`,
    ]);
  });

  it("what is done in the ledger, with the same fingerprint of what was asked for", async () => {
    const walletId = await makeWallet();
    const expiresAt = new Date(Date.UTC(2090, 0, 1));
    await grant(walletId, { sourceKey: "adjustment:1", credits: 100, expiresAt, reference: "a gift" });
    await spend(walletId, "api:spend-1", 10, "avatar");
    await hold(walletId, "api:hold-1", 10);
    expect(await operationsOf(walletId)).toEqual([
      {
        key: "grant:adjustment:1",
        hash: "0814ecc8a0f9a930f1e75eccf471e11eac991f70b7061114357da4b8cae969a0",
      },
      { key: "hold:api:hold-1", hash: "f245890f1f0edb33efae5ee31aa13ab2d6155cc2d463bc2b7ca8a2dd9c1891eb" },
      { key: "spend:api:spend-1", hash: "980f9556a34e279bff799dcc26e417acf412a5445fe5f4893a11d569c7f02179" },
    ]);
  });
});
