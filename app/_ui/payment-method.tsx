import { getTranslations } from "next-intl/server";

/** Names of card brands as people write them (Stripe sends lower-case words). */
const BRANDS: Record<string, string> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  discover: "Discover",
  diners: "Diners Club",
  jcb: "JCB",
  unionpay: "UnionPay",
};

/** The same for where only text can stand. */
export async function sayPaymentMethod({
  method,
  cardBrand,
  cardLast4,
}: PaymentMethodProps): Promise<string> {
  const t = await getTranslations("order");
  if (cardLast4 !== null) {
    const brand = BRANDS[cardBrand ?? ""] ?? t("method.card");
    return t("receipt.card", { brand, last4: cardLast4 });
  }
  const known = `method.${method}` as "method.other";
  return t(t.has(known) ? known : "method.other");
}

type PaymentMethodProps = { method: string | null; cardBrand: string | null; cardLast4: string | null };

/** What was paid with, in words; of a card its brand and last digits, which is all we know of it. */
export async function PaymentMethod({ method, cardBrand, cardLast4 }: PaymentMethodProps) {
  const t = await getTranslations("order");
  if (cardLast4 === null) {
    const known = `method.${method}` as "method.other";
    return <>{t(t.has(known) ? known : "method.other")}</>;
  }
  const brand = BRANDS[cardBrand ?? ""] ?? t("method.card");
  return (
    <>
      <span aria-hidden="true" className="figures">
        {brand} •••• {cardLast4}
      </span>
      <span className="sr-only">{t("receipt.card", { brand, last4: cardLast4 })}</span>
    </>
  );
}
