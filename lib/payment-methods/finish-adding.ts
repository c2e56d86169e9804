import { findCustomerOfWallet } from "@/lib/customers/find-customer-of-wallet";
import { cancelSavingIntent, retrieveSavingIntent } from "@/lib/stripe/saving-intents";
import { type AddPaymentMethodAnswer, concludeSaving, refused } from "./conclude-saving";

const INTENT = /^seti_[A-Za-z0-9]{1,200}$/;

/**
 * How a try stands after the payer was at their bank, asked of Stripe and of nobody else. A bank that was left without
 * an answer is a no, and the try is given up. Any number of times. Refusals: `saving_not_found` (also for somebody
 * else's), `card_declined`, `authentication_failed`, `stripe_unavailable`.
 */
export async function finishAdding(request: {
  walletId: string;
  intentId: string;
}): Promise<AddPaymentMethodAnswer> {
  if (!INTENT.test(request.intentId)) return refused("saving_not_found");
  const customerId = await findCustomerOfWallet(request.walletId);
  if (!customerId) return refused("saving_not_found");
  const intent = await retrieveSavingIntent(request.intentId);
  if (!intent.ok)
    return refused(intent.trouble.kind === "unavailable" ? "stripe_unavailable" : "saving_not_found");
  if (!intent.value.isOurs || intent.value.customerId !== customerId) return refused("saving_not_found");
  if (intent.value.status !== "requires_action") return concludeSaving(request.walletId, intent.value);
  const canceled = await cancelSavingIntent(intent.value.id);
  if (canceled.ok) return refused("authentication_failed");
  const fresh = await retrieveSavingIntent(request.intentId);
  if (!fresh.ok || fresh.value.status === "requires_action") return refused("stripe_unavailable");
  return concludeSaving(request.walletId, fresh.value);
}
