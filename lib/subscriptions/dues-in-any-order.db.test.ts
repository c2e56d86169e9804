import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { brokenPromises, moneyOf } from "@/lib/checkout/testing";
import type { InvoiceFacts } from "@/lib/stripe/invoice-facts";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import { findOverdueInvoice } from "./find-due-invoice";
import { absorbReading, type Reading } from "./read-subscription";
import { invoiceOf, lineOf, MONTH_MS, newCustomer, permutationsOf, subscriptionOf } from "./testing/facts";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const DAY_MS = 86_400_000;

/** What was read at each moment of a plan that fails to renew; the later ones have the higher tickets. */
async function newStory() {
  const { walletId, customerId } = await newCustomer();
  const start = new Date();
  const renewal = new Date(start.getTime() + MONTH_MS);
  const base = subscriptionOf(customerId, { latestInvoiceId: `in_1${customerId}` }, start);
  const renewed = {
    ...base,
    latestInvoiceId: `in_2${customerId}`,
    items: subscriptionOf(customerId, {}, renewal).items,
  };
  const owed = (attempts: number): Partial<InvoiceFacts> => ({
    ...{ status: "open", paidAt: null, amountPaidMinor: 0 },
    due: {
      ...{ amountMinor: 2900, attempts, nextAttemptAt: new Date(renewal.getTime() + attempts * DAY_MS) },
      ...{ since: renewal, paymentIntent: null, triedWithId: null },
    },
  });
  const invoice = (id: string, from: Date, changed: Partial<InvoiceFacts> = {}) =>
    invoiceOf(customerId, [{ ...lineOf({}, from), id: `il_${id}` }], {
      ...{ id, subscriptionId: base.id, ...changed },
    });
  const read = (ticket: number, facts: Partial<SubscriptionFacts>, of: Reading["invoice"]): Reading => ({
    ...{ ticket, subscription: { ...renewed, ...facts }, invoice: of },
  });
  const second = (changed: Partial<InvoiceFacts> = {}) => invoice(renewed.latestInvoiceId, renewal, changed);
  return {
    walletId,
    begun: read(1, base, invoice(base.latestInvoiceId ?? "", start)),
    failed: read(2, { status: "past_due" }, second(owed(1))),
    failedAgain: read(3, { status: "past_due" }, second(owed(2))),
    paid: read(4, { status: "active" }, second()),
    ended: read(
      4,
      {
        status: "canceled",
        cancelReason: "payment_failed",
        endedAt: new Date(renewal.getTime() + 9 * DAY_MS),
      },
      second(owed(3)),
    ),
  };
}

/** A payment that waits for its bank. */
function waiting() {
  return { ...moneyOf({ walletId: "", orderId: "" }), status: "requires_action" } as const;
}

async function write(readings: readonly Reading[]): Promise<void> {
  for (const reading of readings) await inTransaction((tx) => absorbReading(tx, reading));
}

async function waitingFor(walletId: string): Promise<string[]> {
  const rows = await sql()<{ kind: string }[]>`
    select kind from notices where wallet_id = ${walletId} and state = 'waiting' order by kind`;
  return rows.map(({ kind }) => kind);
}

const orders = permutationsOf([0, 1, 2, 3] as const);

describe("a plan that failed to renew", () => {
  it("and was paid owes nothing and waits to mail nothing, in whatever order that is written", async () => {
    for (const order of orders) {
      const story = await newStory();
      const told = [story.begun, story.failed, story.failedAgain, story.paid];
      await write(order.flatMap((at) => told[at] ?? []));
      expect(await findOverdueInvoice(story.walletId), order.join()).toBeNull();
      expect(await waitingFor(story.walletId), order.join()).toEqual([]);
      const [{ grants } = { grants: 0 }] = await sql()<{ grants: number }[]>`
        select count(*)::int as grants from credit_grants where wallet_id = ${story.walletId}`;
      expect(grants, order.join()).toBe(2);
    }
  });

  it("and ended has one mail that says so, and none that asks for money, in whatever order", async () => {
    for (const order of orders) {
      const story = await newStory();
      const told = [story.begun, story.failed, story.failedAgain, story.ended];
      await write([...order, ...order.toReversed()].flatMap((at) => told[at] ?? []));
      expect(await findOverdueInvoice(story.walletId), order.join()).toBeNull();
      expect(await waitingFor(story.walletId), order.join()).toEqual(["plan_ended"]);
    }
  });

  it("and still does shows the last try, in whatever order", async () => {
    for (const order of permutationsOf([0, 1, 2] as const)) {
      const story = await newStory();
      const told = [story.begun, story.failed, story.failedAgain];
      await write(order.flatMap((at) => told[at] ?? []));
      const next = story.failedAgain.invoice?.invoice.due.nextAttemptAt?.toISOString();
      expect(await findOverdueInvoice(story.walletId), order.join()).toMatchObject({ nextAttemptAt: next });
      expect(await waitingFor(story.walletId), order.join()).toEqual(["payment_failed"]);
    }
  });

  it("is mailed nothing on the word of a reading from before", async () => {
    const { walletId, begun, failed, failedAgain } = await newStory();
    const invoice = failedAgain.invoice?.invoice;
    if (!invoice) throw new Error("the story has no second invoice");
    const asksBank = { ...invoice, due: { ...invoice.due, paymentIntent: waiting() } };
    const before = { ...failedAgain, invoice: { ...failedAgain.invoice, invoice: asksBank } } as Reading;
    await write([begun, failed, { ...failed, ticket: 9, invoice: null }, before]);
    expect(await waitingFor(walletId)).toEqual(["payment_failed"]);
  });

  it("is not shown as owing what a reading from before says that was paid long since", async () => {
    const story = await newStory();
    const later = { ...story.failed, ticket: 9, invoice: null };
    await write([story.begun, story.paid, later, story.failedAgain]);
    expect(await findOverdueInvoice(story.walletId)).toBeNull();
  });
});
