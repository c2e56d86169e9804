import { readSkewMs } from "@/lib/stripe/clock";
import { type Finding, found } from "./finding";

const SECOND_MS = 1000;
/** Deliveries are believed for five minutes either way (lib/stripe/verify-signature.ts); some of it goes on the way. */
const FAR_OFF_MS = 240 * SECOND_MS;
const OFF_MS = 30 * SECOND_MS;

/** Our clock against Stripe's: a server whose clock is wrong takes every delivery for old, or for forged. */
export async function checkClock(): Promise<Finding[]> {
  const skewMs = await readSkewMs();
  if (skewMs === null) return [found("clock_not_compared")];
  const facts = { seconds: Math.round(Math.abs(skewMs) / SECOND_MS) };
  if (Math.abs(skewMs) < OFF_MS) return [found("clock_in_order", facts)];
  if (Math.abs(skewMs) < FAR_OFF_MS) return [found("clock_off", facts)];
  return [found(skewMs > 0 ? "clock_far_ahead" : "clock_far_behind", facts)];
}
