import { expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { createOrder } from "@/lib/checkout/create-order";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { moneyOf, newOrder } from "@/lib/checkout/testing";
import { newId } from "@/lib/platform/ids";
import { hearOfRefund, refundOf } from "@/lib/reversals/testing";
import { settleInvoice } from "@/lib/subscriptions/settle-invoice";
import { invoiceOf, lineOf, newCustomer } from "@/lib/subscriptions/testing/facts";
import { listPayments, type PaymentsQuery } from "./list-payments";

useTestDatabase();

const MINUTE_MS = 60_000;
const start = new Date("2030-01-01T00:00:00Z").getTime();
const after = (minutes: number) => new Date(start + minutes * MINUTE_MS);

const list = (wish: Partial<PaymentsQuery> = {}) =>
  listPayments({ search: "", filter: "all", before: null, limit: 50, ...wish });
const idsOf = async (wish: Partial<PaymentsQuery> = {}) =>
  (await list(wish)).payments.map(({ paymentIntentId }) => paymentIntentId);

async function pay(order: { walletId: string; orderId: string }, at: Date, changed = {}) {
  const money = moneyOf(order, changed);
  await inTransaction((tx) => settlePayment(tx, money, at));
  return money.id;
}

/** The same person orders the same pack once more, after the first one is paid. */
async function orderAgain(walletId: string) {
  const order = await createOrder({ walletId, packId: "starter", currency: "usd" });
  if (!order.ok) throw new Error(order.refusal);
  return { walletId, orderId: order.orderId };
}

async function emailOf(walletId: string): Promise<string> {
  const [row] = await sql()<{ email: string }[]>`
    select email from users join wallets on wallets.user_id = users.id where wallets.id = ${walletId}`;
  return row?.email ?? "";
}

it("money of packs and of plans stands in one list, newest first, with whose it is and what it was for", async () => {
  const order = await newOrder();
  const bought = await pay(order, after(0));
  const { walletId, customerId } = await newCustomer();
  const plan = invoiceOf(customerId, [lineOf()], { paidAt: after(1) });
  await inTransaction((tx) => settleInvoice(tx, plan));
  const free = invoiceOf(customerId, [lineOf({ amountMinor: 0 })], { paymentIntentId: null });
  await inTransaction((tx) => settleInvoice(tx, free));
  expect((await list()).payments).toMatchObject([
    {
      ...{ paymentIntentId: plan.invoice.paymentIntentId, kind: "plan", item: "pro", walletId },
      ...{ invoiceId: plan.invoice.id, orderId: null, amountMinor: 2900, credits: 1000 },
    },
    {
      ...{ paymentIntentId: bought, kind: "once", item: "starter", email: await emailOf(order.walletId) },
      ...{ orderId: order.orderId, amountMinor: 500, currency: "usd", credits: 100, hasTwin: false },
      ...{ parkedReason: null, paidAt: after(0).toISOString() },
    },
  ]);
});

it("every payment is on exactly one page, also where many were paid in one second", async () => {
  const paid = new Set<string>();
  for (let count = 0; count < 7; count++) paid.add(await pay(await newOrder(), after(10)));
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page = await list({ before, limit: 3 });
    seen.push(...page.payments.map(({ paymentIntentId }) => paymentIntentId));
    before = page.older;
  } while (before !== null);
  expect(seen).toEqual([...new Set(seen)]);
  expect(seen).toEqual(await idsOf());
  for (const id of paid) expect(seen).toContain(id);
});

it("a payment is found by any of its ids, by its wallet, and by the beginning of an address in any case", async () => {
  const order = await newOrder();
  const charge = { id: "ch_find", paidAt: after(20), method: "card", cardBrand: "visa", cardLast4: "4242" };
  const id = await pay(order, after(20), { charge: { ...charge, blocked: false, settlement: null } });
  const start = (await emailOf(order.walletId)).slice(0, 30).toUpperCase();
  for (const search of [id, order.orderId, order.walletId, "ch_find", start, ` ${id} `])
    expect([search, await idsOf({ search })]).toEqual([search, [id]]);

  const { walletId, customerId } = await newCustomer();
  const plan = invoiceOf(customerId, [lineOf()], { paidAt: after(21) });
  await inTransaction((tx) => settleInvoice(tx, plan));
  for (const search of [plan.invoice.id, plan.invoice.paymentIntentId ?? "", customerId, walletId])
    expect([search, await idsOf({ search })]).toEqual([search, [plan.invoice.paymentIntentId]]);
  for (const search of [newId(), "pi_nobody", "nobody@example.com", "%", "_"])
    expect(await idsOf({ search })).toEqual([]);
});

it("the order of a plan leads to its first invoice", async () => {
  const { walletId, customerId } = await newCustomer();
  const plan = invoiceOf(customerId, [lineOf()], { paidAt: after(22) });
  await inTransaction((tx) => settleInvoice(tx, plan));
  const { orderId } = await orderAgain(walletId);
  await sql()`update orders set stripe_invoice_id = ${plan.invoice.id} where id = ${orderId}`;
  expect(await idsOf({ search: orderId })).toEqual([plan.invoice.paymentIntentId]);
});

it("two payments of one pack by one person within an hour are marked as perhaps bought twice, both of them", async () => {
  const first = await newOrder();
  const one = await pay(first, after(100));
  const two = await pay(await orderAgain(first.walletId), after(160));
  await pay(await orderAgain(first.walletId), after(221));
  await pay(await newOrder(), after(101));
  const marked = (await list()).payments.filter(({ hasTwin }) => hasTwin);
  expect(marked.map(({ paymentIntentId }) => paymentIntentId)).toEqual([two, one]);
  expect(await idsOf({ filter: "twins" })).toEqual([two, one]);
});

it("what is parked is found by its filter, brings nothing and has no twin", async () => {
  const first = await newOrder();
  await pay(first, after(300));
  const wrong = await pay(await orderAgain(first.walletId), after(301), { amountReceivedMinor: 400 });
  expect((await list({ filter: "parked" })).payments).toMatchObject([
    { paymentIntentId: wrong, parkedReason: "amount_differs", credits: 0, hasTwin: false, amountMinor: 400 },
  ]);
});

async function tell(walletId: string, paymentIntentId: string, statuses: Partial<Record<string, string>>) {
  const { refund, dispute } = statuses;
  const bought = { walletId, paymentIntentId };
  if (refund) await hearOfRefund(refundOf(bought, { amountMinor: 500, status: refund as "pending" }));
  const of = sql()`${walletId}, ${paymentIntentId}, false, 1, now(), now(), now()`;
  const columns = sql()`
    wallet_id, stripe_payment_intent_id, livemode, read_ticket, happened_at, created_at, updated_at`;
  if (dispute)
    await sql()`
      insert into disputes (${columns}, stripe_dispute_id, currency, amount_minor, status, reason, is_refundable)
      values (${of}, ${`dp_${newId()}`}, 'usd', 500, ${dispute}, 'fraudulent', false)`;
  else if (!refund)
    await sql()`
      insert into fraud_warnings (${columns}, stripe_warning_id, fraud_type, actionable)
      values (${of}, ${`issfr_${newId()}`}, 'misc', true)`;
}

it("what went back, is disputed or was warned of is said, and found by its filter", async () => {
  const paid = async (minutes: number, statuses: Parameters<typeof tell>[2]) => {
    const order = await newOrder();
    const id = await pay(order, after(minutes));
    await tell(order.walletId, id, statuses);
    return id;
  };
  const back = await paid(400, { refund: "succeeded" });
  const pending = await paid(401, { refund: "pending" });
  const failed = await paid(402, { refund: "failed" });
  const open = await paid(403, { dispute: "needs_response" });
  const asked = await paid(404, { dispute: "warning_under_review" });
  const warned = await paid(405, {});
  const all = new Map((await list()).payments.map((one) => [one.paymentIntentId, one]));
  expect(all.get(back)).toMatchObject({ refundedMinor: 500, isRefundUnderWay: false, dispute: null });
  expect(all.get(pending)).toMatchObject({ refundedMinor: 500, isRefundUnderWay: true });
  expect(all.get(failed)).toMatchObject({ refundedMinor: 0, isRefundUnderWay: false });
  expect(all.get(open)).toMatchObject({ dispute: "open", isWarned: false });
  expect(all.get(asked)).toMatchObject({ dispute: "inquiry" });
  expect(all.get(warned)).toMatchObject({ dispute: null, isWarned: true });
  expect(await idsOf({ filter: "refunded" })).toEqual([pending, back]);
  expect(await idsOf({ filter: "disputed" })).toEqual([asked, open]);
  expect(await idsOf({ filter: "warned" })).toEqual([warned]);
});

it("of two disputes of one payment the one that is not decided is told", async () => {
  const order = await newOrder();
  const id = await pay(order, after(410));
  for (const dispute of ["won", "lost", "appeal_under_review", "warning_closed"])
    await tell(order.walletId, id, { dispute });
  expect((await list({ search: id })).payments).toMatchObject([{ dispute: "open" }]);
});

it("what was perhaps bought twice is settled once one of both is refunded whole", async () => {
  const first = await newOrder();
  const one = await pay(first, after(500));
  const two = await pay(await orderAgain(first.walletId), after(501));
  const bought = { walletId: first.walletId, paymentIntentId: two };
  await hearOfRefund(refundOf(bought, { amountMinor: 499 }));
  expect(await idsOf({ filter: "twins", search: first.walletId })).toEqual([two, one]);
  await hearOfRefund(refundOf(bought, { amountMinor: 1 }));
  expect(await idsOf({ filter: "twins", search: first.walletId })).toEqual([]);
});

it("a cursor that was never given is as if there were none", async () => {
  for (const before of ["nonsense", "2030-13-01T00:00:00.000Z_pi_1", "'; drop table payments"])
    expect(await idsOf({ before })).toEqual(await idsOf());
});
