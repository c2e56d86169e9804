import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { detachPaymentMethod } from "@/lib/stripe/payment-methods";
import { readSaved, sameCards } from "./read-saved";
import type { RemovePaymentMethodRefusal } from "./refusals";

/**
 * Removes a saved payment method for good, with all other entries of the same card. What a live plan is charged to
 * cannot be removed: another one must take its place first. A plan that will end without being charged again holds
 * nobody back. Refusals: `stripe_unavailable`, `payment_method_not_found` (also for somebody else's),
 * `last_payment_method_of_plan`, `payment_method_pays_plan`.
 */
export async function removePaymentMethod(request: {
  walletId: string;
  paymentMethodId: string;
}): Promise<Result<object, RemovePaymentMethodRefusal>> {
  const saved = await readSaved(request.walletId);
  if (!saved.ok) return refuse("stripe_unavailable");
  const entries = saved.value ? sameCards(saved.value, request.paymentMethodId) : [];
  if (!saved.value || entries.length === 0) return refuse("payment_method_not_found");
  const { methods, charged, customerDefaultId } = saved.value;
  const needing = charged.filter(({ isEnding }) => !isEnding);
  if (needing.length > 0 && entries.length === methods.length) return refuse("last_payment_method_of_plan");
  const pays = (id: string | null) => entries.some((entry) => entry.id === id);
  if (needing.some((plan) => pays(plan.defaultPaymentMethodId ?? customerDefaultId)))
    return refuse("payment_method_pays_plan");
  const cause = `remove:${newId()}`;
  for (const { id } of entries) {
    const removed = await detachPaymentMethod(id, cause);
    if (!removed.ok) return refuse("stripe_unavailable");
  }
  return { ok: true };
}
