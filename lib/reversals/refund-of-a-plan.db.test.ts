import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { brokenPromises } from "@/lib/checkout/testing";
import { settleInvoice } from "@/lib/subscriptions/settle-invoice";
import { DAY_MS, invoiceOf, lineOf, MONTH_MS, newCustomer, STARTER } from "@/lib/subscriptions/testing/facts";
import { disputeOf, hearOfDispute, hearOfRefund, refundOf, spend, totalsOf } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const has = (available: number, held = 0, owed = 0) => ({ available, held, owed });

/** A person with a paid invoice of a plan, by default one month of Pro: 1000 credits for 29.00 USD. */
async function newInvoice(
  ...toSettle: [lines?: Parameters<typeof invoiceOf>[1], more?: object, trialEnd?: Date]
) {
  const { walletId, customerId } = await newCustomer();
  const [lines = [lineOf()], more = {}, trialEnd = null] = toSettle;
  const settled = invoiceOf(customerId, lines, more, trialEnd);
  await inTransaction((tx) => settleInvoice(tx, settled));
  return { walletId, customerId, paymentIntentId: settled.invoice.paymentIntentId ?? "" };
}

const grantsOf = (walletId: string) => sql()<{ amount: number; available: number }[]>`
  select amount, available from credit_grants where wallet_id = ${walletId} order by amount desc, id`;

describe("the refund of a plan's invoice", () => {
  it("takes back the credits of the period, in the share of the money that went back", async () => {
    const invoice = await newInvoice();
    await hearOfRefund(refundOf(invoice, { amountMinor: 1450 }));
    expect(await totalsOf(invoice.walletId)).toEqual(has(500));
    await hearOfRefund(refundOf(invoice, { amountMinor: 1450 }));
    expect(await totalsOf(invoice.walletId)).toEqual(has(0));
  });

  it("takes back all credits for all the money, also of one that was discounted", async () => {
    const invoice = await newInvoice([lineOf()], { amountPaidMinor: 1450 });
    await hearOfRefund(refundOf(invoice, { amountMinor: 725 }));
    expect(await totalsOf(invoice.walletId)).toEqual(has(500));
    await hearOfRefund(refundOf(invoice, { amountMinor: 725 }));
    expect(await totalsOf(invoice.walletId)).toEqual(has(0));
  });

  it("of several lines takes from each its share, and nothing twice", async () => {
    const lines = [lineOf(), lineOf({ amountMinor: 900, priceId: STARTER.id })];
    const invoice = await newInvoice(lines, { amountPaidMinor: 3800 });
    expect(await totalsOf(invoice.walletId)).toEqual(has(1250));
    await hearOfRefund(refundOf(invoice, { amountMinor: 1900 }));
    expect((await grantsOf(invoice.walletId)).map(({ available }) => available)).toEqual([500, 125]);
    await spend(invoice.walletId, 600);
    await hearOfRefund(refundOf(invoice, { amountMinor: 1900 }));
    expect(await totalsOf(invoice.walletId)).toEqual(has(0, 0, 600));
  });

  it("leaves the credits of a trial alone, which cost nothing", async () => {
    const start = new Date();
    const trialEnd = new Date(start.getTime() + 7 * DAY_MS);
    const trial = lineOf({ amountMinor: 0, periodEnd: trialEnd });
    const month = lineOf({ periodEnd: new Date(start.getTime() + MONTH_MS) });
    const invoice = await newInvoice([trial, month], {}, trialEnd);
    const before = await grantsOf(invoice.walletId);
    expect(before.map(({ amount }) => amount)).toEqual([1000, 100]);
    await hearOfRefund(refundOf(invoice, { amountMinor: 2900 }));
    expect(await totalsOf(invoice.walletId)).toEqual(has(100));
  });

  it("that fails gives each line's credits again", async () => {
    const lines = [lineOf(), lineOf({ amountMinor: 900, priceId: STARTER.id })];
    const invoice = await newInvoice(lines, { amountPaidMinor: 3800 });
    const refund = refundOf(invoice, { amountMinor: 3800 });
    await hearOfRefund(refund);
    await hearOfRefund({ ...refund, status: "failed" });
    expect(await totalsOf(invoice.walletId)).toEqual(has(1250));
  });
});

describe("the dispute of a plan's invoice", () => {
  it("keeps back and takes the credits of that invoice, and leaves those of the next month", async () => {
    const invoice = await newInvoice();
    const next = invoiceOf(invoice.customerId, [lineOf()]);
    await inTransaction((tx) => settleInvoice(tx, next));
    const dispute = disputeOf(invoice, { amountMinor: 2900 });
    await hearOfDispute(dispute);
    expect(await totalsOf(invoice.walletId)).toEqual(has(1000, 1000));
    await hearOfDispute({ ...dispute, status: "lost" });
    expect(await totalsOf(invoice.walletId)).toEqual(has(1000));
  });
});
