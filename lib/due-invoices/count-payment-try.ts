import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { runLibraryQuery } from "@/db/library-queries";
import { log } from "@/lib/platform/log";

/** Card networks penalise more; a person with ten refused cards needs a bank, not another try. */
const TRIES_MAX = 10;
const TRIES_WINDOW_SECONDS = 60 * 60;

let limiter: RateLimiterPostgres | null = null;

function tries(): RateLimiterPostgres {
  limiter ??= new RateLimiterPostgres({
    storeClient: { query: runLibraryQuery },
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: "pay_invoice",
    points: TRIES_MAX,
    duration: TRIES_WINDOW_SECONDS,
  });
  return limiter;
}

/** Counts one try to pay an invoice, for all servers together, before the bank is asked. False when it was one too many. */
export async function countPaymentTry(invoiceId: string): Promise<boolean> {
  try {
    await tries().consume(invoiceId);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    log.error({ err: error }, "the counter of tries to pay cannot be reached");
    throw error;
  }
}
