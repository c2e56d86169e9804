"use client";
import { Elements } from "@stripe/react-stripe-js";
import type { Locale } from "@/app/_i18n/locale";
import { LoadFailed } from "./load-failed";
import type { StripeSource } from "./load-stripe";
import { type PayableOrder, PaymentForm } from "./payment-form";
import { PaymentSkeleton } from "./payment-skeleton";
import { useAppearance } from "./use-appearance";
import { useStripeJs } from "./use-stripe";
import type { PaymentWords } from "./words";

type Props = { order: PayableOrder; locale: Locale; source: StripeSource; words: PaymentWords };

/** The payment form with its loading of Stripe.js. A blocked script harms only this box of the page. */
export function PaymentIsland({ order, locale, source, words }: Props) {
  const { load, retry } = useStripeJs(source, locale);
  const appearance = useAppearance();
  if (load.state === "failed") return <LoadFailed words={words} onRetry={retry} />;
  if (load.state === "loading") return <PaymentSkeleton label={words.loading} />;
  const options = {
    mode: order.kind === "plan" ? ("subscription" as const) : ("payment" as const),
    amount: order.amountMinor,
    currency: order.currency,
    locale,
    appearance,
  };
  return (
    <Elements stripe={load.stripe} options={options}>
      <PaymentForm order={order} words={words} onReload={retry} />
    </Elements>
  );
}
