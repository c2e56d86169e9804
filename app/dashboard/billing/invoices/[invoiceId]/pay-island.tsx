"use client";
import { Elements } from "@stripe/react-stripe-js";
import type { Locale } from "@/app/_i18n/locale";
import { LoadFailed } from "@/app/_payments/load-failed";
import type { StripeSource } from "@/app/_payments/load-stripe";
import { PaymentSkeleton } from "@/app/_payments/payment-skeleton";
import { useAppearance } from "@/app/_payments/use-appearance";
import { useStripeJs } from "@/app/_payments/use-stripe";
import type { InvoiceWords } from "./invoice-words";
import { type PayableInvoice, PayForms } from "./pay-forms";

type Props = {
  invoice: PayableInvoice;
  /** What is saved, the one that is charged for the plan first. */
  savedIds: string[];
  locale: Locale;
  source: StripeSource;
  words: InvoiceWords;
};

/** The ways to pay with their loading of Stripe.js. A blocked script harms only this part of the page. */
export function PayIsland({ invoice, savedIds, locale, source, words }: Props) {
  const { load, retry } = useStripeJs(source, locale);
  const appearance = useAppearance();
  if (load.state === "failed") return <LoadFailed words={words} onRetry={retry} />;
  if (load.state === "loading") return <PaymentSkeleton label={words.loading} />;
  const options = {
    mode: "subscription" as const,
    amount: invoice.amountMinor,
    currency: invoice.currency,
    locale,
    appearance,
  };
  return (
    <Elements stripe={load.stripe} options={options}>
      <PayForms invoice={invoice} savedIds={savedIds} words={words} onReload={retry} />
    </Elements>
  );
}
