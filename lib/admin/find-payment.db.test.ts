import { expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { createOrder } from "@/lib/checkout/create-order";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { moneyOf, newOrder } from "@/lib/checkout/testing";
import { reverseGrant } from "@/lib/ledger/reverse-grant";
import { spendCredits } from "@/lib/ledger/spend-credits";
import { now } from "@/lib/platform/clock";
import { settleInvoice } from "@/lib/subscriptions/settle-invoice";
import { invoiceOf, lineOf, newCustomer } from "@/lib/subscriptions/testing/facts";
import { findPayment } from "./find-payment";

useTestDatabase();

async function paidOrder() {
  const order = await newOrder();
  const money = moneyOf(order);
  await inTransaction((tx) => settlePayment(tx, money, now()));
  return { ...order, paymentIntentId: money.id };
}

it("a payment comes with its person, its grant as it is now, and what they have in all", async () => {
  const { walletId, orderId, paymentIntentId } = await paidOrder();
  await inTransaction((tx) => spendCredits(tx, { walletId, key: "a", credits: 30, reference: null }));
  expect(await findPayment(paymentIntentId)).toMatchObject({
    ...{ paymentIntentId, walletId, orderId, kind: "once", item: "starter", credits: 100 },
    person: { name: "Ann", email: expect.stringContaining("@example.com") },
    balance: { available: 70, held: 0, owed: 0 },
    grants: [{ amount: 100, available: 70, held: 0, reversed: 0 }],
    ...{ twins: [], pages: { payment: null, customer: null, invoice: null } },
  });
});

it("what was taken back of a grant is said, also when others paid for it", async () => {
  const { walletId, paymentIntentId } = await paidOrder();
  const [grant] = (await findPayment(paymentIntentId))?.grants ?? [];
  await inTransaction((tx) => spendCredits(tx, { walletId, key: "a", credits: 90, reference: null }));
  const request = { walletId, grantId: grant?.id ?? "", key: "refund:re_1", credits: 40, reference: "re_1" };
  await inTransaction((tx) => reverseGrant(tx, request));
  expect(await findPayment(paymentIntentId)).toMatchObject({
    balance: { available: 0, owed: 30 },
    grants: [{ amount: 100, available: 0, reversed: 40 }],
  });
});

it("credits past their date are not left, though nobody has written so yet", async () => {
  const { walletId, paymentIntentId } = await paidOrder();
  await sql()`update credit_grants set expires_at = now() - interval '1 day' where wallet_id = ${walletId}`;
  await sql()`update wallets set next_expiry_at = now() - interval '1 day' where id = ${walletId}`;
  expect(await findPayment(paymentIntentId)).toMatchObject({
    balance: { available: 0 },
    grants: [{ amount: 100, available: 0 }],
  });
  await sql()`update credit_grants set expires_at = now() + interval '1 day' where wallet_id = ${walletId}`;
  await sql()`update wallets set next_expiry_at = now() + interval '1 day' where id = ${walletId}`;
});

it("a renewal comes with the grants of its lines, and its invoice", async () => {
  const { customerId } = await newCustomer();
  const plan = invoiceOf(customerId, [lineOf()]);
  await inTransaction((tx) => settleInvoice(tx, plan));
  expect(await findPayment(plan.invoice.paymentIntentId ?? "")).toMatchObject({
    ...{ kind: "plan", item: "pro", invoiceId: plan.invoice.id, credits: 1000, customerId },
    grants: [{ amount: 1000, available: 1000 }],
  });
});

it("each of two payments that were perhaps one too many names the other", async () => {
  const first = await paidOrder();
  const again = await createOrder({ walletId: first.walletId, packId: "starter", currency: "usd" });
  if (!again.ok) throw new Error(again.refusal);
  const money = moneyOf({ walletId: first.walletId, orderId: again.orderId });
  await inTransaction((tx) => settlePayment(tx, money, now()));
  expect((await findPayment(money.id))?.twins).toMatchObject([{ paymentIntentId: first.paymentIntentId }]);
  expect((await findPayment(first.paymentIntentId))?.twins).toMatchObject([{ paymentIntentId: money.id }]);
});

it("money of a person who is gone still stands, without them; what is not here or no id is null", async () => {
  const { walletId, paymentIntentId } = await paidOrder();
  await sql()`update wallets set user_id = null where id = ${walletId}`;
  expect(await findPayment(paymentIntentId)).toMatchObject({ person: null, amountMinor: 500 });
  for (const id of ["pi_unknown", "", "pi_%", "in_1", "'"]) expect(await findPayment(id)).toBeNull();
});
