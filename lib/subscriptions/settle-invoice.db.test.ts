import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { grant, spend } from "@/lib/ledger/testing/people";
import { useClock } from "@/lib/platform/clock";
import { type InvoiceToSettle, settleInvoice } from "./settle-invoice";
import { DAY_MS, invoiceOf, lineOf, MONTH_MS, newCustomer, PRO, planStateOf, STARTER } from "./testing/facts";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

let restore: (() => void) | null = null;
afterEach(() => {
  restore?.();
  restore = null;
});

const settle = (invoice: InvoiceToSettle) => inTransaction((tx) => settleInvoice(tx, invoice));
const grantsOf = async (walletId: string) => [
  ...(await sql()`
    select source, amount, available, expires_at as "expiresAt", source_key as key from credit_grants
    where wallet_id = ${walletId} order by created_at, amount`),
];

describe("a paid invoice", () => {
  it("brings the credits of its price once, by its own key, until the period ends", async () => {
    const { walletId, customerId } = await newCustomer();
    const line = lineOf();
    const invoice = invoiceOf(customerId, [line]);
    expect(await settle(invoice)).toMatchObject({ kind: "granted" });
    expect(await settle(invoice)).toMatchObject({ kind: "already_granted" });
    const expiresAt = new Date(line.periodEnd.getTime() + 2 * 3_600_000);
    expect(await grantsOf(walletId)).toEqual([
      {
        source: "plan",
        amount: 1000,
        available: 1000,
        expiresAt,
        key: `invoice:${invoice.invoice.id}:${line.id}`,
      },
    ]);
  });

  it("is settled once by eight who learn of it at the same moment", async () => {
    const { walletId, customerId } = await newCustomer();
    const invoice = invoiceOf(customerId, [lineOf()]);
    const all = await Promise.all(Array.from({ length: 8 }, () => settle(invoice)));
    expect(all.filter(({ kind }) => kind === "granted")).toHaveLength(1);
    expect(await planStateOf(walletId)).toMatchObject({ available: 1000, grants: 1 });
  });

  it.each(["draft", "open", "void", "uncollectible"])("that is %s brings nothing", async (status) => {
    const { walletId, customerId } = await newCustomer();
    expect(await settle(invoiceOf(customerId, [lineOf()], { status }))).toMatchObject({ kind: "ignored" });
    expect(await planStateOf(walletId)).toMatchObject({ available: 0, grants: 0 });
  });

  it("of a stranger, or without a line of ours, brings nothing", async () => {
    const { walletId, customerId } = await newCustomer();
    expect(await settle(invoiceOf("cus_nobody", [lineOf()]))).toMatchObject({ kind: "ignored" });
    const foreign = [lineOf({ priceId: "price_other" }), lineOf({ priceId: null })];
    expect(await settle(invoiceOf(customerId, foreign))).toMatchObject({ kind: "ignored" });
    expect(await planStateOf(walletId)).toMatchObject({ available: 0, grants: 0 });
  });

  it("brings nothing for the lines beside those of ours", async () => {
    const { walletId, customerId } = await newCustomer();
    await settle(invoiceOf(customerId, [lineOf({ priceId: "price_other", amountMinor: 99_900 }), lineOf()]));
    expect(await planStateOf(walletId)).toMatchObject({ available: 1000, grants: 1 });
  });

  it("of an upgrade brings the difference for the rest of the period", async () => {
    const { walletId, customerId } = await newCustomer();
    const lines = [
      lineOf({ priceId: STARTER.id, amountMinor: -450, isProration: true }),
      lineOf({ priceId: PRO.id, amountMinor: 1450, isProration: true }),
    ];
    await settle(invoiceOf(customerId, lines, { billingReason: "subscription_update" }));
    expect(await planStateOf(walletId)).toMatchObject({ available: 500 - 125, grants: 1 });
  });

  it("gives the rest of a past period, billed with the next one, as long as that lasts", async () => {
    const { walletId, customerId } = await newCustomer();
    const past = {
      isProration: true,
      periodEnd: new Date(Date.now() - 1000),
      periodStart: new Date(Date.now() - DAY_MS),
    };
    const lines = [lineOf({ ...past, amountMinor: 290 }), lineOf()];
    expect(await settle(invoiceOf(customerId, lines))).toMatchObject({ kind: "granted" });
    const [one, other] = await grantsOf(walletId);
    expect([one?.amount, other?.amount]).toEqual([100, 1000]);
    expect(one?.expiresAt).toEqual(other?.expiresAt);
  });

  it("repays debt first and touches no other grant", async () => {
    const { walletId, customerId } = await newCustomer();
    await grant(walletId, { sourceKey: "pack", credits: 70, expiresAt: new Date(Date.now() + 400 * DAY_MS) });
    await settle(invoiceOf(customerId, [lineOf()]));
    await spend(walletId, "most", 900);
    const renewal = new Date(Date.now() + MONTH_MS);
    restore = useClock(() => renewal.getTime() + 3 * 3_600_000);
    await settle(invoiceOf(customerId, [lineOf({}, renewal)]));
    expect((await grantsOf(walletId)).map(({ available }) => available)).toEqual([70, 0, 1000]);
  });
});

describe("a trial", () => {
  const trialOf = (customerId: string) => {
    const line = lineOf({ amountMinor: 0, periodEnd: new Date(Date.now() + 7 * DAY_MS) });
    return invoiceOf(customerId, [line], { amountPaidMinor: 0, paymentIntentId: null }, line.periodEnd);
  };

  it("brings its credits once for a wallet, ever", async () => {
    const { walletId, customerId } = await newCustomer();
    await settle(trialOf(customerId));
    await settle(trialOf(customerId));
    expect(await planStateOf(walletId)).toMatchObject({ available: 100, grants: 1 });
  });

  it("is not what a free line outside of one is", async () => {
    const { walletId, customerId } = await newCustomer();
    await settle({ ...trialOf(customerId), trialEnd: null });
    expect(await planStateOf(walletId)).toMatchObject({ available: 0, grants: 0 });
  });
});

describe("an invoice whose worth would be a guess is parked with nothing granted", () => {
  it.each([
    ["of a period that is over", lineOf({}, new Date(Date.now() - 2 * MONTH_MS)), "validity_is_over"],
    ["in another currency than its price", lineOf({ currency: "eur" }), "currency_of_price_differs"],
  ])("%s", async (_name, line, reason) => {
    const { walletId, customerId } = await newCustomer();
    const invoice = invoiceOf(customerId, [line]);
    expect(await settle(invoice)).toMatchObject({ kind: "parked" });
    expect(await settle(invoice)).toMatchObject({ kind: "parked" });
    const [row] =
      await sql()`select parked_reason as reason from paid_invoices where wallet_id = ${walletId}`;
    expect([row?.reason, (await planStateOf(walletId)).grants]).toEqual([reason, 0]);
  });
});
