import { describe, expect, it } from "vitest";
import { eventsSince, failure, mark } from "../testing/billing";
import { clientOf, openEmulator, until } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);

async function pay(card: string) {
  const start = mark(running);
  const intent = await stripe.paymentIntents.create({
    amount: 2001,
    currency: "usd",
    payment_method: card,
    confirm: true,
    return_url: "http://localhost/x",
  });
  expect(intent.status).toBe("succeeded");
  const disputes = (await stripe.disputes.list({ payment_intent: intent.id })).data;
  return { start, intent: intent.id, disputes, dispute: String(disputes[0]?.id) };
}
const closed = (id: string) =>
  until(() => running.engine.emulator.store.get("dispute", id)?.status !== "under_review");
const risk = /dispute|fraud/;

describe("a chargeback", () => {
  it("takes the money and a fee, and holds the charge", async () => {
    const { start, intent, disputes } = await pay("pm_card_createDispute");
    expect(disputes).toHaveLength(1);
    expect(disputes[0]).toMatchObject({
      amount: 2001,
      reason: "fraudulent",
      status: "needs_response",
      is_charge_refundable: false,
      balance_transactions: [{ type: "adjustment", amount: -2001, fee: 1500, net: -3501 }],
    });
    const order = ["charge.dispute.created", "charge.dispute.funds_withdrawn"];
    expect(eventsSince(running, start, risk)).toEqual(order);
    const refund = stripe.refunds.create({ payment_intent: intent });
    expect((await failure(refund)).code).toBe("charge_disputed");
    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent, {
      expand: ["latest_charge"],
    });
    expect(charge).toMatchObject({ disputed: true });
  });

  it("is won by winning evidence: the money comes back, and it is closed", async () => {
    const { start, dispute } = await pay("pm_card_createDisputeProductNotReceived");
    const staged = await stripe.disputes.update(dispute, {
      evidence: { product_description: "credits" },
      submit: false,
    });
    expect(staged).toMatchObject({ status: "needs_response", evidence_details: { has_evidence: true } });
    const sent = await stripe.disputes.update(dispute, {
      evidence: { uncategorized_text: "winning_evidence" },
    });
    expect(sent).toMatchObject({ status: "under_review", evidence: { product_description: "credits" } });
    await closed(dispute);
    const won = await stripe.disputes.retrieve(dispute);
    expect(won.status).toBe("won");
    expect(won.balance_transactions.map((one) => one.net)).toEqual([-3501, 3501]);
    expect(eventsSince(running, start, risk)).toEqual([
      "charge.dispute.created",
      "charge.dispute.funds_withdrawn",
      "charge.dispute.updated",
      "charge.dispute.updated",
      "charge.dispute.funds_reinstated",
      "charge.dispute.closed",
    ]);
  });

  it("is lost by losing evidence, or by giving it up; once only", async () => {
    const first = await pay("pm_card_createDispute");
    await stripe.disputes.update(first.dispute, { evidence: { uncategorized_text: "losing_evidence" } });
    await closed(first.dispute);
    expect((await stripe.disputes.retrieve(first.dispute)).status).toBe("lost");
    const second = await pay("pm_card_createDispute");
    expect((await stripe.disputes.close(second.dispute)).status).toBe("lost");
    expect((await failure(stripe.disputes.close(second.dispute))).statusCode).toBe(400);
    expect(eventsSince(running, second.start, risk)).not.toContain("charge.dispute.funds_reinstated");
  });

  it("can come twice for one charge, each for a part", async () => {
    const { disputes } = await pay("pm_card_createMultipleDisputes");
    expect(disputes.map((one) => one.amount).sort()).toEqual([1000, 1001]);
  });
});

describe("an inquiry", () => {
  it("moves no money, leaves the charge refundable, and can become a chargeback", async () => {
    const { start, intent, dispute, disputes } = await pay("pm_card_createDisputeInquiry");
    expect(disputes[0]).toMatchObject({ status: "warning_needs_response", balance_transactions: [] });
    const evidence = { uncategorized_text: "escalate_inquiry_evidence" };
    expect((await stripe.disputes.update(dispute, { evidence })).status).toBe("warning_under_review");
    await until(() => running.engine.emulator.store.get("dispute", dispute)?.status === "needs_response");
    expect(eventsSince(running, start, risk)).toEqual([
      "charge.dispute.created",
      "charge.dispute.updated",
      "charge.dispute.updated",
      "charge.dispute.funds_withdrawn",
    ]);
    expect((await failure(stripe.refunds.create({ payment_intent: intent }))).code).toBe("charge_disputed");
    const other = await pay("pm_card_createDisputeInquiry");
    expect((await stripe.refunds.create({ payment_intent: other.intent })).status).toBe("succeeded");
    expect((await stripe.disputes.close(other.dispute)).status).toBe("warning_closed");
  });
});

describe("an early fraud warning", () => {
  it("asks for an action until the charge is refunded in full", async () => {
    const { start, intent } = await pay("pm_card_createIssuerFraudRecord");
    const [warning] = (await stripe.radar.earlyFraudWarnings.list({ payment_intent: intent })).data;
    expect(warning).toMatchObject({ actionable: true, fraud_type: "unauthorized_use_of_card" });
    await stripe.refunds.create({ payment_intent: intent, amount: 1000 });
    expect((await stripe.radar.earlyFraudWarnings.retrieve(String(warning?.id))).actionable).toBe(true);
    await stripe.refunds.create({ payment_intent: intent });
    expect((await stripe.radar.earlyFraudWarnings.retrieve(String(warning?.id))).actionable).toBe(false);
    expect(eventsSince(running, start, risk)).toEqual([
      "radar.early_fraud_warning.created",
      "radar.early_fraud_warning.updated",
    ]);
  });
});
