import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, newOrder } from "@/lib/checkout/testing";
import { newId } from "@/lib/platform/ids";
import { spend, totalsOf } from "@/lib/reversals/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { askForRefundDetails, decideDispute, readFromStripe, useEmulator } from "@/lib/stripe/testing";
import { newSubscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { ENABLED_EVENTS } from "./handlers/registry";
import { deliver } from "./testing";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

type Told = { id: string; type: string; data: { object: { id: string; payment_intent?: string } } };
type Life = { walletId: string; paymentIntentId: string; events: Told[] };

const has = (available: number, held = 0, owed = 0) => ({ available, held, owed });

/** What Stripe told about a payment and its money going back, oldest first, once it told the last thing. */
async function eventsOf(paymentIntentId: string, last: string, times = 1): Promise<Told[]> {
  return vi.waitFor(async () => {
    const { events } = await readFromStripe<{ events: Told[] }>("/_emulator/state");
    const about = events.filter(
      ({ type, data: { object } }) =>
        ENABLED_EVENTS.includes(type) && [object.id, object.payment_intent].includes(paymentIntentId),
    );
    if (about.filter(({ type }) => type === last).length < times) throw new Error(`no ${last} yet`);
    return about.reverse();
  }, 10_000);
}

/** A pack that was paid at Stripe for an order of ours, of which nobody here has heard yet. */
async function paidUnseen(card: string): Promise<{ walletId: string; paymentIntentId: string }> {
  const { walletId, orderId } = await newOrder();
  const intent = await stripe().paymentIntents.create({
    amount: 500,
    currency: "usd",
    payment_method: card,
    confirm: true,
    return_url: "http://localhost:3000/x",
    metadata: { wallet_id: walletId, order_id: orderId },
  });
  return { walletId, paymentIntentId: intent.id };
}

async function disputeUnseen(card: string, evidence: string, last: string): Promise<Life> {
  const paid = await paidUnseen(card);
  const { data } = await stripe().disputes.list({ payment_intent: paid.paymentIntentId });
  for (const { id } of data)
    await stripe().disputes.update(id, { evidence: { uncategorized_text: evidence } });
  return { ...paid, events: await eventsOf(paid.paymentIntentId, last) };
}

/** Lives of a payment at Stripe, and what they leave of 100 credits. */
const LIVES: Record<string, { live: () => Promise<Life>; left: object }> = {
  "two partial refunds": {
    live: async () => {
      const paid = await paidUnseen("pm_card_visa");
      const of = { payment_intent: paid.paymentIntentId };
      await stripe().refunds.create({ ...of, amount: 150 });
      await stripe().refunds.create({ ...of, amount: 50 });
      return { ...paid, events: await eventsOf(paid.paymentIntentId, "refund.updated", 2) };
    },
    left: has(60),
  },
  "a refund that fails": {
    live: async () => {
      const paid = await paidUnseen("pm_card_refundFail");
      await stripe().refunds.create({ payment_intent: paid.paymentIntentId });
      return { ...paid, events: await eventsOf(paid.paymentIntentId, "refund.failed") };
    },
    left: has(100),
  },
  "a chargeback that is won": {
    live: () => disputeUnseen("pm_card_createDispute", "winning_evidence", "charge.dispute.closed"),
    left: has(100),
  },
  "a chargeback that is lost": {
    live: () => disputeUnseen("pm_card_createDispute", "losing_evidence", "charge.dispute.closed"),
    left: has(0),
  },
  "an inquiry that becomes a chargeback": {
    live: () =>
      disputeUnseen(
        "pm_card_createDisputeInquiry",
        "escalate_inquiry_evidence",
        "charge.dispute.funds_withdrawn",
      ),
    left: has(0, 100),
  },
};

const statusesOf = async (events: readonly Told[]) => {
  const statuses = new Set<number>();
  for (const event of events) statuses.add((await deliver(JSON.stringify(event))).status);
  return [...statuses];
};

describe.each(Object.entries(LIVES))("all events of %s", (_name, { live, left }) => {
  it("leave the right credits in the order in which they happened, each twice", async () => {
    const { walletId, events } = await live();
    expect(await statusesOf(events.flatMap((event) => [event, event]))).toEqual([200]);
    expect(await totalsOf(walletId)).toEqual(left);
  });

  it("leave the same backwards, then again under other event ids, and all at once", async () => {
    const one = await live();
    await statusesOf([...one.events].reverse());
    expect(await totalsOf(one.walletId)).toEqual(left);
    await statusesOf(one.events.map((event) => ({ ...event, id: `evt_${newId().replaceAll("-", "")}` })));
    expect(await totalsOf(one.walletId)).toEqual(left);
    const other = await live();
    const answers = await Promise.all(other.events.map((event) => deliver(JSON.stringify(event))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await totalsOf(other.walletId)).toEqual(left);
  });

  it("leave the same with any one of them missing", async () => {
    const { events } = await live();
    for (const missing of events.keys()) {
      const again = await live();
      await statusesOf(again.events.filter((_, at) => at !== missing));
      expect(await totalsOf(again.walletId), `without ${events[missing]?.type}`).toEqual(left);
    }
  });
});

describe("money that goes back while the person lives on", () => {
  it("is followed step by step: paid, disputed, spent in vain, lost", async () => {
    const { walletId, paymentIntentId } = await paidUnseen("pm_card_createDispute");
    const told = async (last: string) => statusesOf(await eventsOf(paymentIntentId, last));
    await told("charge.dispute.created");
    expect(await totalsOf(walletId)).toEqual(has(0, 100));
    await expect(spend(walletId, 1)).rejects.toThrow("insufficient_credits");
    const [dispute] = (await stripe().disputes.list({ payment_intent: paymentIntentId })).data;
    await stripe().disputes.close(dispute?.id ?? "");
    await told("charge.dispute.closed");
    expect(await totalsOf(walletId)).toEqual(has(0));
  });

  it("is not won because money is put back, and comes again when an appeal is", async () => {
    const { walletId, paymentIntentId } = await paidUnseen("pm_card_createDispute");
    const [dispute] = (await stripe().disputes.list({ payment_intent: paymentIntentId })).data;
    const id = dispute?.id ?? "";
    const creditsAfter = async (status: string, reinstate = false) => {
      await decideDispute(id, { status, reinstate });
      expect(await statusesOf(await eventsOf(paymentIntentId, "charge.dispute.created"))).toEqual([200]);
      return totalsOf(walletId);
    };
    expect(await creditsAfter("lost", true)).toEqual(has(0));
    expect(await creditsAfter("appeal_under_review")).toEqual(has(0, 100));
    expect(await creditsAfter("won")).toEqual(has(100));
  });

  it("comes again when a refund that waited for the payer is canceled", async () => {
    const { walletId, paymentIntentId } = await paidUnseen("pm_card_visa");
    const { id } = await stripe().refunds.create({ payment_intent: paymentIntentId });
    await eventsOf(paymentIntentId, "refund.updated");
    await askForRefundDetails(id);
    await statusesOf(await eventsOf(paymentIntentId, "refund.updated", 2));
    expect(await totalsOf(walletId)).toEqual(has(0));
    await stripe().refunds.cancel(id);
    await statusesOf(await eventsOf(paymentIntentId, "refund.updated", 3));
    expect(await totalsOf(walletId)).toEqual(has(100));
  });

  it("is marked on a payment that its bank warns of, until it is refunded", async () => {
    const { walletId, paymentIntentId } = await paidUnseen("pm_card_createIssuerFraudRecord");
    const marks = () =>
      sql()`select fraud_type, actionable from fraud_warnings where wallet_id = ${walletId}`;
    await statusesOf(await eventsOf(paymentIntentId, "radar.early_fraud_warning.created"));
    expect(await marks()).toEqual([{ fraud_type: "unauthorized_use_of_card", actionable: true }]);
    expect(await totalsOf(walletId)).toEqual(has(100));
    await stripe().refunds.create({ payment_intent: paymentIntentId });
    await statusesOf(await eventsOf(paymentIntentId, "radar.early_fraud_warning.updated"));
    expect(await marks()).toEqual([{ fraud_type: "unauthorized_use_of_card", actionable: false }]);
    expect(await totalsOf(walletId)).toEqual(has(0));
  });
});

describe("a refund", () => {
  it("of a plan's invoice nobody has heard of settles the invoice first", async () => {
    const person = await newSubscriber();
    const { latest_invoice } = await subscribe(person, "topup_pro_month_usd");
    const invoice = typeof latest_invoice === "string" ? latest_invoice : latest_invoice?.id;
    const { data } = await stripe().invoicePayments.list({ invoice: invoice ?? "" });
    const intent = String(data[0]?.payment.payment_intent);
    const { amount } = await stripe().paymentIntents.retrieve(intent);
    await stripe().refunds.create({ payment_intent: intent, amount: Math.floor(amount / 2) });
    const refunds = (await eventsOf(intent, "refund.created")).filter(({ type }) =>
      type.startsWith("refund."),
    );
    expect(await statusesOf(refunds)).toEqual([200]);
    expect(await totalsOf(person.walletId)).toEqual(has(500));
    expect(await statusesOf(await eventsOf(intent, "charge.refunded"))).toEqual([200]);
    expect(await totalsOf(person.walletId)).toEqual(has(500));
  });

  it("of money that names an order which is not here waits, and of a stranger's is ignored", async () => {
    const refundOf = async (metadata: Record<string, string>) => {
      const intent = await stripe().paymentIntents.create({
        ...{ amount: 500, currency: "usd", payment_method: "pm_card_visa", confirm: true, metadata },
        return_url: "http://localhost:3000/x",
      });
      await stripe().refunds.create({ payment_intent: intent.id });
      const [created] = (await eventsOf(intent.id, "refund.created")).filter(
        ({ type }) => type === "refund.created",
      );
      return (await deliver(JSON.stringify(created))).answer;
    };
    expect(await refundOf({ wallet_id: newId(), order_id: newId() })).toMatchObject({
      outcome: expect.stringMatching(/^waiting: order/),
    });
    expect(await refundOf({})).toMatchObject({ outcome: expect.stringMatching(/^ignored/) });
  });
});
