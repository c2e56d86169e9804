import type { GrantPart } from "./paid-grants";

export type Taking = { grantId: string; credits: number };

/**
 * In whose name how many credits are taken back: of each part of a payment's credits what it still has, and what they
 * have not any more in the name of the parts that were not taken back whole, last. So no other credits are touched
 * while the payment's own are there. Throws when more is asked for than there ever was.
 */
export function planTaking(
  parts: readonly Pick<GrantPart, "id" | "amount" | "available" | "reversed">[],
  credits: number,
): Taking[] {
  let missing = credits;
  const own = parts.map((part) => {
    const left = part.amount - part.reversed;
    const taken = Math.min(missing, part.available, left);
    missing -= taken;
    return { grantId: part.id, credits: taken, left: left - taken, reachesFurther: false };
  });
  for (const taking of own) {
    const further = Math.min(missing, taking.left);
    missing -= further;
    taking.credits += further;
    taking.reachesFurther = further > 0;
  }
  if (missing > 0) throw new Error(`taking_over_payment: ${missing} of ${credits} credits were never there`);
  return [...own.filter((one) => !one.reachesFurther), ...own.filter((one) => one.reachesFurther)]
    .filter((one) => one.credits > 0)
    .map(({ grantId, credits }) => ({ grantId, credits }));
}
