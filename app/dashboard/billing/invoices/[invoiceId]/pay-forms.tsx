"use client";
import { useElements, useStripe } from "@stripe/react-stripe-js";
import { type FormEvent, type ReactNode, useState } from "react";
import { LoadFailed } from "@/app/_payments/load-failed";
import { NoticeBox } from "@/app/_payments/notice-box";
import { PayButton } from "@/app/_payments/pay-button";
import { type FormState, PaymentFields } from "@/app/_payments/payment-fields";
import type { InvoiceWords } from "./invoice-words";
import { SavedCards } from "./saved-cards";
import { payWithForm, payWithSaved } from "./try-to-pay";
import { useTries } from "./use-tries";

export type PayableInvoice = { id: string; amountMinor: number; currency: string; asksBank: boolean };

type Props = { invoice: PayableInvoice; savedIds: string[]; words: InvoiceWords; onReload: () => void };

/** A button for each saved card, and Stripe's form for another one. One try at a time, whichever it is. */
export function PayForms({ invoice, savedIds, words, onReload }: Props) {
  const stripe = useStripe();
  const elements = useElements();
  const [form, setForm] = useState<FormState>("loading");
  const { phase, setPhase, notice, slow, run } = useTries();

  async function payTyped(event: FormEvent) {
    event.preventDefault();
    if (form !== "ready" || !stripe || !elements) return;
    await run(() => payWithForm({ stripe, elements, invoiceId: invoice.id, words, onPhase: setPhase }));
  }

  async function paySaved(paymentMethodId: string) {
    if (!stripe) return;
    const attempt = { stripe, invoiceId: invoice.id, words, onPhase: setPhase };
    await run(() => payWithSaved({ ...attempt, paymentMethodId }));
  }

  return (
    <>
      {notice && <NoticeBox notice={notice} />}
      {savedIds.length > 0 && (
        <SavedCards
          ids={savedIds}
          asksBank={invoice.asksBank}
          words={words}
          isBusy={phase !== "idle"}
          onPay={paySaved}
        />
      )}
      <AnotherCard words={words} hasFailed={form === "failed"} onReload={onReload}>
        <form onSubmit={payTyped} className="relative grid gap-4" aria-busy={phase !== "idle"}>
          <PaymentFields label={words.loading} form={form} onForm={setForm} />
          <PayButton phase={phase} ready={form === "ready"} slow={slow} words={words} />
        </form>
      </AnotherCard>
    </>
  );
}

type AnotherProps = { words: InvoiceWords; hasFailed: boolean; onReload: () => void; children: ReactNode };

function AnotherCard({ words, hasFailed, onReload, children }: AnotherProps) {
  return (
    <section aria-labelledby="another" className="panel p-4 sm:p-6">
      <h2 id="another" className="mb-1 text-base">
        {words.other}
      </h2>
      <p className="mb-4 text-muted text-sm">{words.otherNote}</p>
      {hasFailed ? <LoadFailed words={words} onRetry={onReload} /> : children}
    </section>
  );
}
