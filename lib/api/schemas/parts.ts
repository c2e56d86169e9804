import { z } from "zod";
import { OPERATION_CREDITS_MAX } from "@/lib/ledger/refusals";

/** Credits to use: whole, 1 to 10^12. */
export const creditsToUse = z.int().min(1).max(OPERATION_CREDITS_MAX);

/** Credits that are somewhere: whole, perhaps none. */
export const creditsThere = z.int().min(0);

/** The number of a wallet's last entry; 0 before the first. */
export const version = z.int().min(0);

export const id = z.uuid();

/** RFC 3339 in UTC. */
export const time = z.iso.datetime();

const REFERENCE_LENGTH_MAX = 200;

/** A line of text for people: what the credits are for. Databases and tables can show it as it is. */
export const reference = z
  .string()
  .min(1)
  .max(REFERENCE_LENGTH_MAX)
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u);
