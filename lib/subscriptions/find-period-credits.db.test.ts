import { afterAll, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { brokenPromises } from "@/lib/checkout/testing";
import { spendCredits } from "@/lib/ledger/spend-credits";
import { newId } from "@/lib/platform/ids";
import { findPeriodCredits } from "./find-period-credits";
import { settleInvoice } from "./settle-invoice";
import { invoiceOf, lineOf, MONTH_MS, newCustomer } from "./testing/facts";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

it("counts what the current period brought, with what an upgrade added, and what of it is left", async () => {
  const { walletId, customerId } = await newCustomer();
  const start = new Date();
  const before = new Date(start.getTime() - MONTH_MS + 60_000);
  const pay = (...lines: ReturnType<typeof lineOf>[]) =>
    inTransaction((tx) => settleInvoice(tx, invoiceOf(customerId, lines)));
  const ofPeriod = () => findPeriodCredits(walletId, { id: "sub_1", periodStart: start.toISOString() });
  await pay(lineOf({ periodEnd: start }, before));
  expect(await ofPeriod()).toEqual({ total: 0, left: 0 });
  await pay(lineOf({}, start));
  await pay(lineOf({ isProration: true, amountMinor: 1450 }, start));
  expect(await ofPeriod()).toEqual({ total: 1500, left: 1500 });
  // The old period's credits go sooner, so they are spent first.
  await inTransaction((tx) => spendCredits(tx, { walletId, credits: 1200, key: newId(), reference: null }));
  expect(await ofPeriod()).toEqual({ total: 1500, left: 1300 });
  expect(await findPeriodCredits(walletId, { id: "sub_2", periodStart: start.toISOString() })).toEqual({
    ...{ total: 0, left: 0 },
  });
});
