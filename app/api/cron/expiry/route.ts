import { expireDueWallets } from "@/lib/ledger/expire-due-wallets";
import { answerCronCall } from "../answer-cron-call";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

const WALLETS_PER_CALL_MAX = 5000;

/** Brings wallets up to date that nobody touches. A schedule calls it, at any rate and also twice at once. */
export async function GET(request: Request): Promise<Response> {
  return answerCronCall(request, () => expireDueWallets({ limit: WALLETS_PER_CALL_MAX }));
}
