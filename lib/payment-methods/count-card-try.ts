import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { runLibraryQuery } from "@/db/library-queries";
import { log } from "@/lib/platform/log";

/** Who adds a card needs one try, with a slip or two; who tests stolen cards needs thousands. */
const TRIES_MAX = 5;
const TRIES_WINDOW_SECONDS = 60 * 60;

let limiter: RateLimiterPostgres | null = null;

function tries(): RateLimiterPostgres {
  limiter ??= new RateLimiterPostgres({
    storeClient: { query: runLibraryQuery },
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: "add_card",
    points: TRIES_MAX,
    duration: TRIES_WINDOW_SECONDS,
  });
  return limiter;
}

export type TryRefused =
  | { refusal: "too_many_tries"; waitSeconds: number }
  | { refusal: "limits_unavailable" };

/**
 * Counts one try of a wallet to save a card, for all servers together, before the bank is asked, so that parallel tries
 * cannot slip through. Null when it may go on; a door whose lock is broken stays shut.
 */
export async function countCardTry(walletId: string): Promise<TryRefused | null> {
  try {
    await tries().consume(walletId);
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes)
      return { refusal: "too_many_tries", waitSeconds: Math.ceil(error.msBeforeNext / 1000) };
    log.error({ err: error }, "the counter of card tries cannot be reached");
    return { refusal: "limits_unavailable" };
  }
}
