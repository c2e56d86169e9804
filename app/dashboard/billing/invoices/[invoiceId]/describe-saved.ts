import { getTranslations } from "next-intl/server";
import type { PaymentMethodView } from "@/lib/payment-methods/views";

/** Names of card brands as people write them (Stripe sends lower-case words). */
const BRANDS: Record<string, string> = {
  ...{ visa: "Visa", mastercard: "Mastercard", amex: "American Express", discover: "Discover" },
  ...{ diners: "Diners Club", jcb: "JCB", unionpay: "UnionPay" },
};

/** What a person knows their saved payment method by, for the words on a button. */
export async function describeSaved({ cardBrand, cardLast4, label }: PaymentMethodView): Promise<string> {
  const t = await getTranslations("dashboard.invoice");
  if (cardLast4 === null) return label ?? t("method");
  return t("card", { brand: BRANDS[cardBrand ?? ""] ?? cardBrand ?? "", last4: cardLast4 });
}
