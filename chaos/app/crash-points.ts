/**
 * Where the app is killed on purpose. Nothing of this is in the product: the calls are written into the copy that
 * `build-app.ts` makes. `before` or `after` is a line of the file; one that is not there exactly once fails the build, so
 * a point cannot silently go.
 */
export type CrashPoint = { name: string; file: string } & ({ before: string } | { after: string });

const WEBHOOK = "lib/inbox/handle-webhook.ts";
const RUN = "lib/inbox/run-event.ts";
const CHANGE = "lib/subscriptions/accept-plan-quote.ts";
const COMPARE = "lib/reconciliation/compare-page.ts";
const PAY = "lib/checkout/pay-order.ts";

export const CRASH_POINTS: readonly CrashPoint[] = [
  {
    name: "delivery read, nothing stored",
    file: WEBHOOK,
    before: "    const { state, sentence } = await runEvent(event, body);",
  },
  {
    name: "event committed, not answered",
    file: WEBHOOK,
    after: "    const { state, sentence } = await runEvent(event, body);",
  },
  {
    name: "event fetched, not applied",
    file: RUN,
    before: "  return done ?? applyEvent(event, body, handler, fetched, replay);",
  },
  { name: "event claimed, not applied", file: RUN, after: '    if ("done" in claimed) return claimed.done;' },
  {
    name: "event applied, not committed",
    file: RUN,
    before: "    return finishEvent(tx, event.id, claimed.claim, outcome);",
  },
  {
    name: "event leased by a drain, not run",
    file: "lib/inbox/drain-inbox.ts",
    after: "    if (!due) break;",
  },
  {
    name: "event swept, not run",
    file: "lib/inbox/sweep-slice.ts",
    before: "    const { state } = await runEvent(event, body);",
  },
  {
    name: "slice swept, cursor not moved",
    file: "lib/inbox/sweep-events.ts",
    after: "    if (sweep.trouble || !read.askedAt) return;",
  },
  {
    name: "order claimed, nothing asked of Stripe",
    file: PAY,
    after: "  if (!claim.ok) return refused(claim.refusal);",
  },
  {
    name: "customer made, not stored",
    file: "lib/customers/ensure-customer.ts",
    after: "  if (!created.ok) return created;",
  },
  {
    name: "payment made, not stored",
    file: "lib/checkout/ensure-payment-intent.ts",
    before: "  return intent.ok ? storePaymentIntent(order, intent.value) : intent;",
  },
  {
    name: "try counted, not confirmed",
    file: PAY,
    before: "  const confirmed = await confirmPaymentIntent(confirmation);",
  },
  {
    name: "payment confirmed, not settled",
    file: PAY,
    after: "  const confirmed = await confirmPaymentIntent(confirmation);",
  },
  { name: "payment settled, order still claimed", file: PAY, before: "    await releaseOrder(held.order);" },
  {
    name: "order page read Stripe, not settled",
    file: "lib/checkout/refresh-order.ts",
    after: "    const intent = await retrievePaymentIntent(order.stripePaymentIntentId);",
  },
  {
    name: "credits spent, not committed",
    file: "lib/api/operations/create-spend.ts",
    after: "    if (!spent.ok) return refuseOperation(tx, walletId, spent.refusal, credits);",
  },
  {
    name: "credits reserved, not committed",
    file: "lib/api/operations/create-hold.ts",
    after: "    if (!held.ok) return refuseOperation(tx, walletId, held.refusal, credits);",
  },
  {
    name: "reservation captured, not committed",
    file: "lib/api/operations/capture-hold.ts",
    after: "    if (!captured.ok) return refuseOperation(tx, walletId, captured.refusal, 0);",
  },
  {
    name: "reservation released, not committed",
    file: "lib/api/operations/release-hold.ts",
    after: "    if (!released.ok) return refuseOperation(tx, walletId, released.refusal, 0);",
  },
  {
    name: "spend committed, not answered",
    file: "lib/api/serve-write.ts",
    before: '  answer.headers["Cache-Control"] = "no-store";',
  },
  {
    name: "subscription made, not stored",
    file: "lib/checkout/begin-subscription.ts",
    before: "  return begun.ok ? store(order, begun.value) : begun;",
  },
  {
    name: "first invoice paid, not settled",
    file: "lib/checkout/pay-first-invoice.ts",
    after: "  const confirmed = await confirmPaymentIntent(confirmation);",
  },
  {
    name: "trial taken, plan not begun",
    file: "lib/checkout/begin-for-nothing.ts",
    before: "  const begun = await beginSubscription(order, paymentMethodId);",
  },
  {
    name: "invoice granted, not committed",
    file: "lib/subscriptions/settle-invoice.ts",
    before: "  const credits = worth.reduce((sum, line) => sum + line.credits, 0);",
  },
  {
    name: "plan canceled at Stripe, not read again",
    file: "lib/subscriptions/cancel-plan.ts",
    before: "  const after = await readOwnPlan(plan.walletId);",
  },
  {
    name: "change asked for, nothing asked of Stripe",
    file: CHANGE,
    after: '  await markQuote(quote, "submitted");',
  },
  {
    name: "change made at Stripe, not read again",
    file: CHANGE,
    after: "  const asked = await carryOutChange(quote, plan);",
  },
  {
    name: "schedule made, change not planned",
    file: "lib/subscriptions/carry-out-change.ts",
    after: "  if (!schedule.ok) return schedule;",
  },
  {
    name: "change declined, not dropped",
    file: "lib/subscriptions/conclude-change.ts",
    before: "  await dropPending(invoiceId, quote?.id ?? intent.id);",
  },
  {
    name: "change dropped at Stripe, not read again",
    file: "lib/subscriptions/undo-plan-change.ts",
    before: "  const after = await readOwnPlan(plan.walletId);",
  },
  {
    name: "difference found, not healed",
    file: COMPARE,
    before: "  const healed = found.some(({ canHeal }) => canHeal) ? await heal(run, step, item) : null;",
  },
  {
    name: "difference healed, not written down",
    file: COMPARE,
    after: "  const healed = found.some(({ canHeal }) => canHeal) ? await heal(run, step, item) : null;",
  },
  {
    name: "page compared, cursor not moved",
    file: "lib/reconciliation/walk.ts",
    before: "  await moveRun(run, { ...compared, ...place, listed: page.items.length });",
  },
  {
    name: "refund followed, not committed",
    file: "lib/reversals/absorb-refund.ts",
    before: "  await tellOfRefund(tx, paid, refund, followed);",
  },
  {
    name: "refund asked for, not made",
    file: "lib/reversals/refund-payment.ts",
    before: "  const made = await makeOnce(asked, request);",
  },
  {
    name: "refund made, not absorbed",
    file: "lib/reversals/refund-payment.ts",
    before: "  const status = (await absorbMade(made.value.id)) ?? made.value.status;",
  },
  {
    name: "dispute followed, not committed",
    file: "lib/reversals/absorb-dispute.ts",
    before: "  await tellOfDispute(tx, paid, dispute, followed);",
  },
];
