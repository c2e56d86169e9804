"use client";
import { Elements } from "@stripe/react-stripe-js";
import type { Locale } from "@/app/_i18n/locale";
import { LoadFailed } from "@/app/_payments/load-failed";
import type { StripeSource } from "@/app/_payments/load-stripe";
import { PaymentSkeleton } from "@/app/_payments/payment-skeleton";
import { useAppearance } from "@/app/_payments/use-appearance";
import { useStripeJs } from "@/app/_payments/use-stripe";
import { AddForm } from "./add-form";
import type { AddWords } from "./words";

type Props = {
  locale: Locale;
  source: StripeSource;
  words: AddWords;
  /** Came back from a bank's own page without a card saved. */
  isBack: boolean;
};

/** The form for a card with its loading of Stripe.js. A blocked script harms only this box of the page. */
export function AddIsland({ locale, source, words, isBack }: Props) {
  const { load, retry } = useStripeJs(source, locale);
  const appearance = useAppearance();
  if (load.state === "failed") return <LoadFailed words={words} onRetry={retry} />;
  if (load.state === "loading") return <PaymentSkeleton label={words.loading} />;
  return (
    <Elements stripe={load.stripe} options={{ mode: "setup", locale, appearance }}>
      <AddForm words={words} onReload={retry} isBack={isBack} />
    </Elements>
  );
}
