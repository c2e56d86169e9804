import { sql } from "@/db/client";
import { mayHaveTrial } from "./trial-marks";

/** Whether this wallet's person is still offered a trial. Their card is only known when they pay, and has its say then. */
export async function offersTrial(walletId: string): Promise<boolean> {
  return mayHaveTrial(sql(), walletId);
}
