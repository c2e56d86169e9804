import { sql } from "@/db/client";
import { isMissing } from "@/lib/stripe/customers";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import { StripeNotRead } from "@/lib/subscriptions/read-subscription";

/** An object's facts; null when Stripe knows no such thing. Throws when Stripe does not answer. */
export async function known<Facts>(asked: Promise<StripeAnswer<Facts>>, id: string): Promise<Facts | null> {
  const answer = await asked;
  if (answer.ok) return answer.value;
  if (isMissing(answer.trouble)) return null;
  throw new StripeNotRead(id, answer.trouble.kind);
}

/** The number of a reading, drawn before the question: of two readings the one that began later wins. */
export async function drawTicket(): Promise<number> {
  const [row] = await sql()<{ ticket: number }[]>`select nextval('reversal_readings') as ticket`;
  if (!row) throw new Error("ticket_missing: the sequence gave nothing");
  return row.ticket;
}
