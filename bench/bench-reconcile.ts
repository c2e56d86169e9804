import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sql } from "@/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { reconcile } from "@/lib/reconciliation/reconcile";
import { typeScriptLoader } from "@/scripts/run/emulator";
import { CHECKOUT } from "@/scripts/run/folders";
import { atMost, type Figure, told } from "./figures";
import type { Stage } from "./stage";

/** `TOPUP_BENCH_PAYMENTS=1000000 npm run bench -- reconcile` adds the million, which takes some minutes. */
const SIZES = [
  10_000,
  100_000,
  ...(process.env.TOPUP_BENCH_PAYMENTS ? [Number(process.env.TOPUP_BENCH_PAYMENTS)] : []),
];
const PAGE_SIZE = 100;
/** What Stripe answers at one address in a second: nobody can be faster than that, with any program. */
const STRIPE_PAGES_PER_SECOND = 25;
/** Memory may not grow with the account; this is the noise of a collector that has no reason to hurry. */
const GROWTH_MB_MAX = 80;
const SAMPLE_MS = 200;
const MB = 1024 * 1024;

/** Whole accounts compared with our rows over HTTP, against the time that Stripe's limit would take alone. */
export async function benchReconcile(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  let smallest = Number.POSITIVE_INFINITY;
  for (const payments of SIZES) {
    await stage.openDatabase({ durable: true });
    const newestAt = Math.floor(Date.now() / 1000) - 3600;
    await fill(payments, newestAt);
    const { seconds, peakMb } = await compare(payments, newestAt);
    smallest = Math.min(smallest, peakMb);
    const floor = (2 * payments) / PAGE_SIZE / STRIPE_PAGES_PER_SECOND;
    figures.push(
      atMost(
        `reconcile ${payments} payments and their balance, seconds (limit: Stripe's own)`,
        seconds,
        floor,
      ),
      atMost(`reconcile ${payments} payments, peak memory MB`, peakMb, smallest + GROWTH_MB_MAX),
      told(`reconcile ${payments} payments, pages per second`, (2 * payments) / PAGE_SIZE / seconds),
    );
  }
  return figures;
}

/** As many payments as Stripe will list, with their grants, on a thousand wallets. */
async function fill(payments: number, newestAt: number): Promise<void> {
  const query = sql();
  const wallet = query`('00000000-0000-7000-8000-' || lpad((n % 1000)::text, 12, '0'))::uuid`;
  const id = query`'pi_' || lpad(n::text, 9, '0')`;
  await query`
    insert into wallets (id) select ${wallet} from generate_series(0, 999) n`;
  await query`
    insert into payments (wallet_id, stripe_payment_intent_id, origin, status, livemode, currency, amount_minor, credits,
      stripe_charge_id, stripe_balance_transaction_id, settlement_currency, settlement_amount_minor,
      settlement_fee_minor, paid_at)
    select ${wallet}, ${id}, 'customer', 'succeeded', false, 'usd', 500, 100, 'ch_' || lpad(n::text, 9, '0'),
      'txn_' || lpad(n::text, 9, '0'), 'usd', 500, 45, to_timestamp(${newestAt}::bigint - n)
    from generate_series(0, ${payments - 1}::int) n`;
  await query`
    insert into credit_grants (wallet_id, id, source, source_key, stripe_payment_intent_id, amount, available)
    select ${wallet}, gen_random_uuid(), 'payment_without_order', 'pi:' || ${id}, ${id}, 100, 0
    from generate_series(0, ${payments - 1}::int) n`;
  await query`analyze`;
}

async function compare(payments: number, newestAt: number) {
  const args = ["--import", typeScriptLoader(), join(CHECKOUT, "bench/list-server.ts")];
  const env = { ...process.env, PAYMENTS: String(payments), NEWEST_AT: String(newestAt) };
  const server = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface(server.stdout);
  const [line] = (await once(lines, "line")) as [string];
  process.env.STRIPE_API_BASE = line.replace("listening on ", "");
  forgetEnv();
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, SAMPLE_MS);
  const begun = performance.now();
  const report = await reconcile({ window: "all" });
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(sampler);
  server.kill();
  const proven = report.proof.find(({ what }) => what === "payments")?.stripe.count;
  if (!report.ok || proven !== payments)
    throw new Error(`not the same: ${JSON.stringify(report).slice(0, 2000)}`);
  return { seconds, peakMb: peak / MB };
}
