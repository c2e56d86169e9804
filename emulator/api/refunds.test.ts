import { describe, expect, it } from "vitest";
import { failRefund } from "../payments/end-of-refund";
import { clientOf, openEmulator, until } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );

async function paid(payment_method = "pm_card_visa") {
  const intent = await stripe.paymentIntents.create({
    amount: 5000,
    currency: "usd",
    payment_method,
    confirm: true,
    return_url: "http://localhost/x",
  });
  return { payment_intent: intent.id, charge: String(intent.latest_charge) };
}

/** The types of events about a refund or its charge, oldest first. */
function written(...ids: string[]): string[] {
  const all = [...running.engine.emulator.store.newest("event")].reverse();
  return all.filter((event) => ids.includes(event.object.id ?? "")).map((event) => event.type);
}

describe("refunds", () => {
  it("in parts add up to the whole, and not beyond", async () => {
    const { payment_intent, charge } = await paid();
    const first = await stripe.refunds.create({ payment_intent, amount: 2000, metadata: { why: "x" } });
    expect(first).toMatchObject({ amount: 2000, status: "succeeded", charge, metadata: { why: "x" } });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 2000, refunded: false });
    expect((await failure(stripe.refunds.create({ charge, amount: 3001 }))).message).toContain(
      "$30".slice(1),
    );
    await stripe.refunds.create({ charge });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 5000, refunded: true });
    expect((await failure(stripe.refunds.create({ charge }))).code).toBe("charge_already_refunded");
    expect((await stripe.refunds.list({ payment_intent })).data).toHaveLength(2);
    const expanded = await stripe.refunds.retrieve(first.id, { expand: ["balance_transaction"] });
    expect(expanded.balance_transaction).toMatchObject({ amount: -2000, fee: 0, net: -2000, type: "refund" });
  });

  it("write their events in order, with the old amount", async () => {
    const { charge } = await paid();
    const { id } = await stripe.refunds.create({ charge, amount: 1000 });
    await until(() => written(id).includes("charge.refund.updated"));
    const order = [
      "charge.succeeded",
      "charge.updated",
      "refund.created",
      "charge.refunded",
      "refund.updated",
      "charge.refund.updated",
    ];
    expect(written(id, charge)).toEqual(order);
    const [event] = (await stripe.events.list({ type: "charge.refunded", limit: 1 })).data;
    expect(event?.data.previous_attributes).toEqual({ amount_refunded: 0 });
  });

  it("of 7726 start pending, of 5126 fail afterwards and give the amount back", async () => {
    const pending = await stripe.refunds.create({ charge: (await paid("pm_card_pendingRefund")).charge });
    expect(pending.status).toBe("pending");
    await expect
      .poll(async () => (await stripe.refunds.retrieve(pending.id)).status, { interval: 5 })
      .toBe("succeeded");
    const { charge } = await paid("pm_card_refundFail");
    const failing = await stripe.refunds.create({ charge });
    expect(failing.status).toBe("succeeded");
    await until(() => written(failing.id).includes("refund.failed"));
    expect(await stripe.refunds.retrieve(failing.id)).toMatchObject({
      status: "failed",
      failure_reason: "unknown",
    });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false });
  });

  it("that ended are not undone once more when the bank's word comes late", async () => {
    const { charge } = await paid("pm_card_refundFail");
    const { id } = await stripe.refunds.create({ charge });
    await until(() => written(id).includes("refund.failed"));
    const { emulator } = running.engine;
    emulator.store.transaction(() => failRefund({ emulator, request: null }, id));
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 });
    expect(written(id).filter((type) => type === "refund.failed")).toHaveLength(1);
  });

  it("need a payment that succeeded", async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
    expect((await failure(stripe.refunds.create({ payment_intent: id }))).message).toContain(
      "does not have a successful charge",
    );
    expect((await failure(stripe.refunds.create({ charge: "ch_no" }))).code).toBe("resource_missing");
    expect((await failure(stripe.refunds.create({}))).statusCode).toBe(400);
  });
});
