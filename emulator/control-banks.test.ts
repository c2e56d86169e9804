import { describe, expect, it } from "vitest";
import { clientOf, openEmulator, until } from "./testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);

async function pay(payment_method: string) {
  const intent = await stripe.paymentIntents.create({
    amount: 2001,
    currency: "usd",
    payment_method,
    confirm: true,
    return_url: "http://localhost/x",
  });
  return intent.id;
}

async function decide(path: string, body: object) {
  const answer = await fetch(`${running.url}/_emulator/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as { status?: string } };
}

/** The types of events about an object, oldest first. */
function told(id: string): string[] {
  const all = [...running.engine.emulator.store.newest("event")].reverse();
  return all.filter(({ object }) => object.id === id).map(({ type }) => type);
}

describe("a bank", () => {
  it("puts money back although it keeps the dispute lost, hears an appeal, and lets it be won", async () => {
    const intent = await pay("pm_card_createDispute");
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent })).data;
    const path = `disputes/${dispute?.id}`;
    expect(await decide(path, { status: "lost", reinstate: true })).toMatchObject({
      body: { status: "lost" },
    });
    await decide(path, { status: "appeal_under_review" });
    expect((await stripe.disputes.retrieve(dispute?.id ?? "")).status).toBe("appeal_under_review");
    await decide(path, { status: "won" });
    expect(told(dispute?.id ?? "").slice(2)).toEqual([
      "charge.dispute.funds_reinstated",
      "charge.dispute.closed",
      "charge.dispute.updated",
      "charge.dispute.closed",
    ]);
  });

  it("asks where a refund should go, and then it can be canceled", async () => {
    const refund = await stripe.refunds.create({ payment_intent: await pay("pm_card_visa") });
    await until(() => told(refund.id).includes("charge.refund.updated"));
    await decide(`refunds/${refund.id}`, { status: "requires_action" });
    expect((await stripe.refunds.cancel(refund.id)).status).toBe("canceled");
    expect(await stripe.charges.retrieve(String(refund.charge))).toMatchObject({ amount_refunded: 0 });
    await expect(stripe.refunds.cancel(refund.id)).rejects.toThrow("cannot be canceled");
  });

  it("cannot do what no bank does, nor to what is not there", async () => {
    expect((await decide("disputes/du_unknown", { status: "won" })).status).toBe(404);
    const intent = await pay("pm_card_createDispute");
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent })).data;
    expect((await decide(`disputes/${dispute?.id}`, { status: "forgotten" })).status).toBe(400);
  });
});
