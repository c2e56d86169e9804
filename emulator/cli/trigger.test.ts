import { expect, it } from "vitest";
import { type RunningEmulator, startEmulator } from "../start";
import { until } from "../testing/harness";
import { runCli } from "../testing/stripe-cli";

function eventTypes(running: RunningEmulator): string[] {
  return [...running.engine.emulator.store.newest("event")].map((event) => event.type);
}

// Each with an emulator of its own, so that they can run side by side: the CLI mostly waits.
it.concurrent.each([
  "payment_intent.succeeded",
  "payment_intent.created",
  "payment_intent.partially_funded",
  "payment_intent.processing",
  "payment_intent.payment_failed",
  "payment_intent.requires_action",
  "payment_intent.canceled",
  "payment_intent.amount_capturable_updated",
  "charge.succeeded",
  "charge.failed",
  "charge.captured",
  "charge.refunded",
  "charge.refund.updated",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "cash_balance.funds_available",
  "customer_cash_balance_transaction.created",
  "customer.created",
  "customer.updated",
  "customer.deleted",
  "checkout.session.completed",
  "checkout.session.expired",
  "checkout.session.async_payment_failed",
  "checkout.session.async_payment_succeeded",
  "customer.discount.created",
  "customer.discount.updated",
  "customer.discount.deleted",
  "customer.source.created",
  "customer.source.updated",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.paused",
  "customer.subscription.trial_will_end",
  "invoice.created",
  "invoice.deleted",
  "invoice.finalized",
  "invoice.marked_uncollectible",
  "invoice.paid",
  "invoice.payment_action_required",
  "invoice.payment_failed",
  "invoice.payment_succeeded",
  "invoice.sent",
  "invoice.updated",
  "invoice.voided",
  "invoiceitem.created",
  "invoiceitem.deleted",
  "payment_method.attached",
  "payment_method.detached",
  "payment_method.updated",
  "price.created",
  "price.updated",
  "product.created",
  "product.updated",
  "product.deleted",
  "coupon.created",
  "coupon.updated",
  "coupon.deleted",
  "promotion_code.created",
  "promotion_code.updated",
  "setup_intent.created",
  "setup_intent.canceled",
  "setup_intent.requires_action",
  "setup_intent.setup_failed",
  "setup_intent.succeeded",
  "subscription_schedule.created",
  "subscription_schedule.updated",
  "subscription_schedule.canceled",
  "subscription_schedule.released",
  "test_helpers.test_clock.created",
  "test_helpers.test_clock.advancing",
  "test_helpers.test_clock.ready",
  "test_helpers.test_clock.deleted",
])(
  "stripe trigger %s writes that event",
  async (type) => {
    const running = await startEmulator({ port: 0, folder: null, settleDelayMs: 20 });
    try {
      expect(await runCli(running, "trigger", type)).toContain("Trigger succeeded!");
      // What a test clock brings comes a moment after the CLI has ended.
      await until(() => eventTypes(running).includes(type));
    } finally {
      await running.close();
    }
  },
  60_000,
);
