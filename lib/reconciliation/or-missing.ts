import { isMissing } from "@/lib/stripe/customers";
import type { StripeAnswer } from "@/lib/stripe/trouble";

/** The same answer, where an id that Stripe does not know is null and no refusal. */
export async function orMissing<Value>(
  asked: Promise<StripeAnswer<Value>>,
): Promise<StripeAnswer<Value | null>> {
  const answer = await asked;
  return answer.ok || !isMissing(answer.trouble) ? answer : { ok: true, value: null };
}
