import { nowMs } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { type ClaimedOrder, startAttempt } from "./claim-order";

/** Card networks penalise more; a person with ten refused cards needs a bank, not another try. */
const ATTEMPTS_MAX = 10;
const ATTEMPTS_WINDOW_MS = 3_600_000;

/** Whether a card can be tried. An unfinished 3D Secure may be replaced by another card. */
export function isConfirmable({ status }: { status: string }): boolean {
  return status.startsWith("requires_") && status !== "requires_capture";
}

/** Counts a try with a card right before it, which gives the claim its full time again. */
export async function countAttempt(
  order: ClaimedOrder,
): Promise<Result<{ order: ClaimedOrder }, "too_many_attempts" | "payment_in_progress">> {
  if (triesLeft(order) <= 0) return refuse("too_many_attempts");
  const attempt = await startAttempt(order, ATTEMPTS_WINDOW_MS);
  return attempt ? { ok: true, order: attempt } : refuse("payment_in_progress");
}

function triesLeft(order: ClaimedOrder): number {
  const recent = order.submittedAt !== null && nowMs() - order.submittedAt.getTime() < ATTEMPTS_WINDOW_MS;
  return ATTEMPTS_MAX - (recent ? order.attempts : 0);
}
