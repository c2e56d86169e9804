import { RateLimiterRes } from "rate-limiter-flexible";
import { limiterOf } from "@/db/limiter";
import { log } from "@/lib/platform/log";

/** Who adds a card needs one try, with a slip or two; who tests stolen cards needs thousands. */
const AN_HOUR = { points: 5, duration: 60 * 60 };

export type TryRefused =
  | { refusal: "too_many_tries"; waitSeconds: number }
  | { refusal: "limits_unavailable" };

/**
 * Counts one try of a wallet to save a card, for all servers together, before the bank is asked, so that parallel tries
 * cannot slip through. Null when it may go on; a door whose lock is broken stays shut.
 */
export async function countCardTry(walletId: string): Promise<TryRefused | null> {
  try {
    await limiterOf("add_card", AN_HOUR).consume(walletId);
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes)
      return { refusal: "too_many_tries", waitSeconds: Math.ceil(error.msBeforeNext / 1000) };
    log.error({ err: error }, "the counter of card tries cannot be reached");
    return { refusal: "limits_unavailable" };
  }
}
