import { keepTrimming } from "@/lib/api/trim-requests";
import { checkCatalog } from "@/lib/catalog/check-catalog";
import { checkPlans } from "@/lib/catalog/check-plans";
import { keepLooking } from "@/lib/doctor/look-at-webhooks";
import { keepDraining } from "@/lib/inbox/keep-draining";
import { keepSweeping } from "@/lib/inbox/keep-sweeping";
import { keepTrimmingPayloads } from "@/lib/inbox/trim-payloads";
import { keepExpiring } from "@/lib/ledger/keep-expiring";
import { keepSending } from "@/lib/notices/keep-sending";
import { env } from "@/lib/platform/env";
import { requireEnv } from "@/lib/platform/require-env";
import { keepReconciling } from "@/lib/reconciliation/keep-reconciling";
import { guardHome, refuseForeignDatabase } from "@/lib/setup/guard-home";
import { keepNoticingTrials } from "@/lib/subscriptions/notice-trials";
import { setUpEmulator } from "./set-up-emulator";

/**
 * A server that would sell at a wrong price, without a setting it needs, or into a database of another Stripe account
 * or mode, does not start.
 */
export async function checkBeforeServing(): Promise<void> {
  requireEnv();
  checkWhatIsSold();
  guardHome();
  await refuseForeignDatabase();
}

function checkWhatIsSold(): void {
  const lines = [
    ...checkCatalog().map((one) => ["packs.ts:", one.fault, one.packId, one.currency]),
    ...checkPlans().map((one) => ["plans.ts:", one.fault, one.planId, one.interval, one.currency]),
  ].map((words) => `  ${words.filter((word) => word !== null).join(" ")}`);
  if (lines.length === 0) return;
  process.stderr.write(`Topup cannot start: the catalog is wrong (lib/catalog).\n${lines.join("\n")}\n`);
  process.exit(1);
}

const DRAIN_EVERY_MS = 15_000;
/** Nobody's credits wait for this, only what others are told of them, and what an open dashboard hears. */
const EXPIRE_EVERY_MS = 15_000;
/** A person whose card was refused should hear of it while it is news. */
const SEND_EVERY_MS = 5_000;
const TRIALS_EVERY_MS = 60 * 60_000;
/** Two questions to Stripe each time; what was delivered needs none of it. */
const SWEEP_EVERY_MS = 5 * 60_000;
/** How often it is asked whether a comparison with Stripe is due, which it is every hour. */
const RECONCILE_LOOK_EVERY_MS = 5 * 60_000;
const TRIM_EVERY_MS = 60 * 60_000;

/** Where servers live long, they do what is due themselves; elsewhere the cron routes do. */
export function startBackgroundWork(): void {
  if (env().hosted) return;
  // A sweep of an emulator that is still starting would take it for a Stripe that is away.
  void setUpEmulator().then(() => keepSweeping({ everyMs: SWEEP_EVERY_MS }));
  keepDraining({ everyMs: DRAIN_EVERY_MS });
  keepExpiring({ everyMs: EXPIRE_EVERY_MS });
  keepNoticingTrials({ everyMs: TRIALS_EVERY_MS });
  keepReconciling({ lookEveryMs: RECONCILE_LOOK_EVERY_MS });
  keepSending({ everyMs: SEND_EVERY_MS });
  keepTrimming({ everyMs: TRIM_EVERY_MS });
  keepTrimmingPayloads({ everyMs: TRIM_EVERY_MS });
  if (env().stripe.livemode) keepLooking();
}
