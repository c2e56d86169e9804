import { BILLING, type BillingSettings } from "./context";
import { type RunningEmulator, startEmulator } from "./start";

/** The emulator as a process: `tsx emulator/server.ts`, set up by EMULATOR_* variables. */
const { env } = process;
const port = Number(env.EMULATOR_PORT ?? 12111);
const url = env.EMULATOR_WEBHOOK_URL;
const secret = env.EMULATOR_WEBHOOK_SECRET;
if (url && !secret)
  fail("EMULATOR_WEBHOOK_URL needs EMULATOR_WEBHOOK_SECRET, the secret that signs the deliveries.");
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  fail(`EMULATOR_PORT is not a port: ${env.EMULATOR_PORT}`);

let running: RunningEmulator | null = null;
let stopping = false;
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

running = await startEmulator({
  port,
  folder: env.EMULATOR_DATA || null,
  webhook: url && secret ? { url, secret } : null,
  billing: billingOf(env.EMULATOR_RETRY_DAYS, env.EMULATOR_AFTER_RETRIES),
  ...(env.EMULATOR_SETTLE_DELAY_MS ? { settleDelayMs: Number(env.EMULATOR_SETTLE_DELAY_MS) } : {}),
}).catch((error: Error) => fail(`The emulator could not start: ${error.message}`));
watchParent();
console.log(`emulator ready on ${running.url}`);

function billingOf(days: string | undefined, end: string | undefined): BillingSettings {
  const retryDays = days === undefined ? BILLING.retryDays : days.split(",").filter(Boolean).map(Number);
  if (retryDays.some((one) => !(one >= 0))) fail(`EMULATOR_RETRY_DAYS are not days between tries: ${days}`);
  const known = ["cancel", "mark_unpaid", "leave_past_due"] as const;
  const afterRetries = known.find((one) => one === (end ?? BILLING.afterRetries));
  return afterRetries === undefined
    ? fail(`EMULATOR_AFTER_RETRIES is none of ${known.join(", ")}: ${end}`)
    : { retryDays, afterRetries };
}

function stop(): void {
  if (stopping) return;
  stopping = true;
  if (running === null) process.exit(0);
  void running.close().then(() => process.exit(0));
}

/** A parent that was killed cannot end its children: they look for it themselves. */
function watchParent(): void {
  const parent = Number(env.EMULATOR_PARENT_PID);
  if (!Number.isInteger(parent) || parent < 1) return;
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") stop();
    }
  }, 1000).unref();
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
