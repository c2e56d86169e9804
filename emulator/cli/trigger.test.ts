import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { type RunningEmulator, startEmulator } from "../start";
import { SECRET_KEY, until } from "../testing/harness";

const home = mkdtempSync(join(tmpdir(), "stripe-cli-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const env = {
  ...process.env,
  STRIPE_API_KEY: SECRET_KEY,
  STRIPE_CLI_TELEMETRY_OPTOUT: "1",
  XDG_CONFIG_HOME: home,
  HOME: home,
};

/** The official Stripe CLI, unmodified. */
async function trigger(running: RunningEmulator, type: string): Promise<string> {
  const args = ["trigger", type, "--api-base", running.url];
  return (await promisify(execFile)("node_modules/.bin/stripe", args, { env })).stdout;
}

function eventTypes(running: RunningEmulator): string[] {
  return [...running.engine.emulator.store.newest("event")].map((event) => event.type);
}

// Each with an emulator of its own, so that they can run side by side: the CLI mostly waits.
it.concurrent.each([
  "payment_intent.succeeded",
  "payment_intent.created",
  "payment_intent.payment_failed",
  "payment_intent.requires_action",
  "payment_intent.canceled",
  "charge.succeeded",
  "charge.failed",
  "charge.refunded",
  "charge.refund.updated",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "customer.created",
  "customer.updated",
  "customer.deleted",
  "customer.discount.created",
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
      expect(await trigger(running, type)).toContain("Trigger succeeded!");
      // What a test clock brings comes a moment after the CLI has ended.
      await until(() => eventTypes(running).includes(type));
    } finally {
      await running.close();
    }
  },
  60_000,
);
