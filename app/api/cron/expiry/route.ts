import { trimRequests } from "@/lib/api/trim-requests";
import { expireDueWallets } from "@/lib/ledger/expire-due-wallets";
import { answerCronCall } from "../answer-cron-call";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

const WALLETS_PER_CALL_MAX = 5000;
const ANSWERS_PER_CALL_MAX = 50_000;

/**
 * Brings wallets up to date that nobody touches, and removes answers of the API that are older than promised. A
 * schedule calls it, at any rate and also twice at once.
 */
export async function GET(request: Request): Promise<Response> {
  return answerCronCall(request, async () => ({
    ...(await expireDueWallets({ limit: WALLETS_PER_CALL_MAX })),
    ...(await trimRequests({ limit: ANSWERS_PER_CALL_MAX })),
  }));
}
