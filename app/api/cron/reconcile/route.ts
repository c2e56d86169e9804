import { reconcile } from "@/lib/reconciliation/reconcile";
import { answerCronCall } from "../answer-cron-call";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Leaves a minute for the page that is being compared and for the answer. */
const COMPARE_MS_MAX = 240_000;

/**
 * Compares the last three days with Stripe. A schedule calls it, at any rate and also twice at once; what is not done in
 * time goes on with the next call.
 */
export async function GET(request: Request): Promise<Response> {
  return answerCronCall(request, () => reconcile({ window: { days: 3 }, maxMs: COMPARE_MS_MAX }));
}
