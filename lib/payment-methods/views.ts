import type { PaymentMethodFacts } from "@/lib/stripe/payment-methods";
import { type CardValidity, validityOfCard } from "./validity-of-card";

/** A saved payment method as its owner sees it. */
export type PaymentMethodView = {
  id: string;
  /** Stripe's name of the kind: `card`, `link`, … */
  type: string;
  cardBrand: string | null;
  cardLast4: string | null;
  /** Month and year printed on the card, as "12/34". */
  cardExpiry: string | null;
  validity: CardValidity | null;
  /** The wallet that the card came in: `apple_pay`, `google_pay`, … */
  cardWallet: string | null;
  /** What another kind than a card is known by: an address, the end of an account's number. */
  label: string | null;
  /** Whether the next invoice is charged to it. */
  isDefault: boolean;
};

/** The same card entered twice is one card. Of several entries the default one stands for all, else the newest. */
export function toPaymentMethodViews(
  methods: readonly PaymentMethodFacts[],
  defaultId: string | null,
  at: Date,
): PaymentMethodView[] {
  const shown = new Map<string, PaymentMethodFacts>();
  for (const method of methods) {
    const key = method.card?.fingerprint ?? method.id;
    if (!shown.has(key) || method.id === defaultId) shown.set(key, method);
  }
  return [...shown.values()].map((method) => toPaymentMethodView(method, method.id === defaultId, at));
}

function toPaymentMethodView(
  { id, type, card, label }: PaymentMethodFacts,
  isDefault: boolean,
  at: Date,
): PaymentMethodView {
  return {
    id,
    type,
    cardBrand: card?.brand ?? null,
    cardLast4: card?.last4 ?? null,
    cardExpiry: card ? `${String(card.expMonth).padStart(2, "0")}/${String(card.expYear).slice(-2)}` : null,
    validity: card ? validityOfCard(card, at) : null,
    cardWallet: card?.wallet ?? null,
    label,
    isDefault,
  };
}
