import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { openEmulator, SECRET_KEY } from "../testing/harness";

const running = await openEmulator();
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
async function trigger(type: string): Promise<string> {
  const args = ["trigger", type, "--api-base", running.url];
  return (await promisify(execFile)("node_modules/.bin/stripe", args, { env })).stdout;
}

function eventTypes(): string[] {
  return [...running.engine.emulator.store.newest("event")].map((event) => event.type);
}

it.each([
  "payment_intent.succeeded",
  "payment_intent.created",
  "payment_intent.payment_failed",
  "payment_intent.requires_action",
  "payment_intent.canceled",
  "charge.succeeded",
  "charge.failed",
  "charge.refunded",
  "charge.refund.updated",
])(
  "stripe trigger %s writes that event",
  async (type) => {
    running.engine.reset();
    expect(await trigger(type)).toContain("Trigger succeeded!");
    expect(eventTypes()).toContain(type);
  },
  30_000,
);
