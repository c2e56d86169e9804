import { expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { moneyOf, newOrder, newWallet } from "@/lib/checkout/testing";
import { deliver, eventOf, paymentIntentOf } from "@/lib/inbox/testing";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { type Bought, hearOfRefund, newPurchase, refundOf, spend } from "@/lib/reversals/testing";
import { recordSubscription } from "@/lib/subscriptions/record-subscription";
import { settleInvoice } from "@/lib/subscriptions/settle-invoice";
import { invoiceOf, lineOf, newCustomer, subscriptionOf } from "@/lib/subscriptions/testing/facts";
import { listTrouble } from "./list-trouble";

useTestDatabase();

const emailOf = async (walletId: string) => {
  const [row] = await sql()<{ email: string }[]>`
    select email from users join wallets on wallets.user_id = users.id where wallets.id = ${walletId}`;
  return row?.email;
};
const troubleOf = async (walletId: string) =>
  (await listTrouble({ limit: 100 })).filter((one) => one.walletId === walletId);

it("nothing needs a look where nothing went wrong", async () => {
  const order = await newOrder();
  await inTransaction((tx) => settlePayment(tx, moneyOf(order), now()));
  expect(await listTrouble({ limit: 100 })).toEqual([]);
});

it("a second live subscription is shown with whose it is, until it has ended", async () => {
  const { walletId, customerId } = await newCustomer();
  const second = subscriptionOf(customerId);
  await inTransaction((tx) => recordSubscription(tx, subscriptionOf(customerId), 1));
  await inTransaction((tx) => recordSubscription(tx, second, 2));
  expect(await troubleOf(walletId)).toMatchObject([
    {
      ...{ kind: "subscription", id: second.id, reason: "second_live_subscription" },
      ...{ email: await emailOf(walletId), money: { amountMinor: 2900, currency: "usd" } },
    },
  ]);
  await inTransaction((tx) => recordSubscription(tx, { ...second, status: "canceled" }, 3));
  expect(await troubleOf(walletId)).toEqual([]);
});

it("a second subscription that nobody has paid for is nobody's trouble, and one that is paid later is", async () => {
  const { walletId, customerId } = await newCustomer();
  const second = { ...subscriptionOf(customerId), status: "incomplete" as const };
  await inTransaction((tx) => recordSubscription(tx, subscriptionOf(customerId), 1));
  await inTransaction((tx) => recordSubscription(tx, second, 2));
  expect(await troubleOf(walletId)).toEqual([]);
  await inTransaction((tx) => recordSubscription(tx, { ...second, status: "active" }, 3));
  expect(await troubleOf(walletId)).toMatchObject([{ id: second.id, reason: "second_live_subscription" }]);
  await inTransaction((tx) => recordSubscription(tx, { ...second, status: "canceled" }, 4));
});

it("money that is not what was ordered is shown once, not again as its order and its event", async () => {
  const order = await newOrder();
  const money = moneyOf(order, { amountMinor: 400, amountReceivedMinor: 400 });
  await deliver(eventOf("payment_intent.succeeded", paymentIntentOf(money)).body);
  expect(await listTrouble({ limit: 100 })).toMatchObject([
    { kind: "payment", id: money.id, reason: "amount_differs", said: order.orderId },
  ]);
});

it("a parked invoice, and an event that will be tried again, are shown with their reasons", async () => {
  const { walletId, customerId } = await newCustomer();
  const parked = invoiceOf(customerId, [lineOf({ currency: "eur" })]);
  await inTransaction((tx) => settleInvoice(tx, parked));
  expect(await troubleOf(walletId)).toMatchObject([
    { kind: "invoice", id: parked.invoice.id, reason: "currency_of_price_differs", page: null },
  ]);
  // Nothing listens where Stripe is said to be.
  const event = eventOf("invoice.paid", { id: "in_x", object: "invoice" });
  await deliver(event.body);
  expect((await listTrouble({ limit: 100 })).find(({ id }) => id === event.id)).toMatchObject({
    ...{ kind: "event", reason: "failed", walletId: null, email: null, money: null },
    said: expect.stringContaining("invoice.paid: "),
  });
});

it("what belongs to an account that is gone is shown without an address", async () => {
  const walletId = await newWallet();
  await sql()`update wallets set stripe_customer_id = ${`cus_${walletId}`} where id = ${walletId}`;
  await inTransaction((tx) => settleInvoice(tx, invoiceOf(`cus_${walletId}`, [lineOf({ currency: "eur" })])));
  await sql()`update wallets set user_id = null where id = ${walletId}`;
  expect(await troubleOf(walletId)).toMatchObject([{ kind: "invoice", email: null }]);
});

it("a mail that no server took is shown with what the server said", async () => {
  const walletId = await newWallet();
  await sql()`
    insert into notices (wallet_id, kind, subject, data, state, attempts, last_error)
    values (${walletId}, 'plan_ended', 'sub_1', '{}', 'parked', 20, 'connection refused')`;
  expect(await troubleOf(walletId)).toMatchObject([
    { kind: "mail", id: "plan_ended sub_1", reason: "not_sent", said: "connection refused" },
  ]);
});

/** A dispute of a purchase as it would be read at Stripe, due in so many days. */
async function dispute({ walletId, paymentIntentId }: Bought, status: string, days: number): Promise<string> {
  const id = `dp_${newId()}`;
  await sql()`
    insert into disputes (wallet_id, stripe_payment_intent_id, stripe_dispute_id, livemode, currency, amount_minor,
      status, reason, due_by, is_refundable, read_ticket, happened_at, created_at, updated_at)
    values (${walletId}, ${paymentIntentId}, ${id}, false, 'usd', 500, ${status}, 'product_not_received',
      now() + ${days} * interval '1 day', false, 1, now(), now(), now())`;
  return id;
}

it("what a bank wants answered comes first, soonest first, and goes once it is decided", async () => {
  const bought = await newPurchase();
  const later = await dispute(bought, "needs_response", 9);
  const soon = await dispute(bought, "warning_needs_response", 2);
  const answered = await dispute(bought, "under_review", 1);
  const first = (await listTrouble({ limit: 100 })).slice(0, 2);
  expect(first).toMatchObject([
    { kind: "dispute", id: soon, reason: "inquiry", dueBy: expect.any(String), money: { amountMinor: 500 } },
    { kind: "dispute", id: later, reason: "open", said: "product not received" },
  ]);
  expect(first[1]?.paymentIntentId).toBe(bought.paymentIntentId);
  expect((await troubleOf(bought.walletId)).find(({ id }) => id === answered)).toMatchObject({ dueBy: null });
  await sql()`update disputes set status = 'won' where wallet_id = ${bought.walletId}`;
  expect(await troubleOf(bought.walletId)).toEqual([]);
});

it("an inquiry about money that was refunded whole asks for nothing any more; a chargeback does", async () => {
  const bought = await newPurchase();
  const asked = await dispute(bought, "warning_needs_response", 2);
  await hearOfRefund(refundOf(bought, { amountMinor: 499 }));
  expect(await troubleOf(bought.walletId)).toMatchObject([{ id: asked }]);
  await hearOfRefund(refundOf(bought, { amountMinor: 1 }));
  expect(await troubleOf(bought.walletId)).toEqual([]);
  await sql()`update disputes set status = 'needs_response' where stripe_dispute_id = ${asked}`;
  expect(await troubleOf(bought.walletId)).toMatchObject([{ id: asked, reason: "open" }]);
});

it("a warning of fraud is shown while a refund may still help", async () => {
  const { walletId, paymentIntentId } = await newPurchase();
  await sql()`
    insert into fraud_warnings (wallet_id, stripe_payment_intent_id, stripe_warning_id, livemode, fraud_type,
      actionable, read_ticket, happened_at, created_at, updated_at)
    values (${walletId}, ${paymentIntentId}, 'issfr_1', false, 'made_with_stolen_card', true, 1, now(), now(), now())`;
  expect(await troubleOf(walletId)).toMatchObject([
    { kind: "warning", id: "issfr_1", said: "made with stolen card", paymentIntentId },
  ]);
  await sql()`update fraud_warnings set actionable = false where wallet_id = ${walletId}`;
  expect(await troubleOf(walletId)).toEqual([]);
});

it("money that was set aside leaves once it has gone back whole, not before", async () => {
  const order = await newOrder();
  const money = moneyOf(order, { amountMinor: 400, amountReceivedMinor: 400 });
  await inTransaction((tx) => settlePayment(tx, money, now()));
  const bought = { paymentIntentId: money.id };
  await hearOfRefund(refundOf(bought, { amountMinor: 399 }));
  expect(await troubleOf(order.walletId)).toMatchObject([{ kind: "payment", paymentIntentId: money.id }]);
  await hearOfRefund(refundOf(bought, { amountMinor: 1 }));
  expect(await troubleOf(order.walletId)).toEqual([]);
});

it("what somebody owes who is gone is shown; what a person owes is theirs to top up", async () => {
  const bought = await newPurchase();
  await spend(bought.walletId, 70);
  await hearOfRefund(refundOf(bought));
  expect(await troubleOf(bought.walletId)).toEqual([]);
  await sql()`update wallets set user_id = null, closed_at = now() where id = ${bought.walletId}`;
  expect(await troubleOf(bought.walletId)).toMatchObject([
    { kind: "debt", reason: "account_closed", said: "70", email: null },
  ]);
});
