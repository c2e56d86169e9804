import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { readSaved } from "./read-saved";
import { type PaymentMethodView, toPaymentMethodViews } from "./views";

/** The payment methods of a wallet, as Stripe has them now, newest first. Refusal: `stripe_unavailable`. */
export async function listPaymentMethods(
  walletId: string,
): Promise<Result<{ methods: PaymentMethodView[] }, "stripe_unavailable">> {
  const saved = await readSaved(walletId);
  if (!saved.ok) return refuse("stripe_unavailable");
  const { methods = [], defaultId = null } = saved.value ?? {};
  return { ok: true, methods: toPaymentMethodViews(methods, defaultId, now()) };
}
