import { RateLimiterRes } from "rate-limiter-flexible";
import { limiterOf } from "@/db/limiter";
import { log } from "@/lib/platform/log";

/** Card networks penalise more; a person with ten refused cards needs a bank, not another try. */
const AN_HOUR = { points: 10, duration: 60 * 60 };

/** Counts one try to pay an invoice, for all servers together, before the bank is asked. False when it was one too many. */
export async function countPaymentTry(invoiceId: string): Promise<boolean> {
  try {
    await limiterOf("pay_invoice", AN_HOUR).consume(invoiceId);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    log.error({ err: error }, "the counter of tries to pay cannot be reached");
    throw error;
  }
}
