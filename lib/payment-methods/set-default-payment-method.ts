import { type Result, refuse } from "@/lib/platform/result";
import { pointAt } from "./point-at";
import { readSaved } from "./read-saved";
import type { SetDefaultRefusal } from "./refusals";

/**
 * Makes a saved payment method what the next renewal is charged to: on the customer and on the live plan, whose own
 * choice would win. Nothing is charged by this, an open invoice neither. Doing it again is fine.
 * Refusals: `stripe_unavailable`, `payment_method_not_found` (also for somebody else's).
 */
export async function setDefaultPaymentMethod(request: {
  walletId: string;
  paymentMethodId: string;
}): Promise<Result<object, SetDefaultRefusal>> {
  const saved = await readSaved(request.walletId);
  if (!saved.ok) return refuse("stripe_unavailable");
  const found = saved.value?.methods.some(({ id }) => id === request.paymentMethodId);
  if (!saved.value || !found) return refuse("payment_method_not_found");
  const set = await pointAt(saved.value, request.paymentMethodId);
  if (set.ok) return { ok: true };
  // It can have been removed in another tab between the two questions.
  return refuse(set.trouble.kind === "refused" ? "payment_method_not_found" : "stripe_unavailable");
}
