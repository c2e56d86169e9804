"use client";
import { useElements, useStripe } from "@stripe/react-stripe-js";
import type { StripeExpressCheckoutElementConfirmEvent } from "@stripe/stripe-js";
import { type FormEvent, useState } from "react";
import type { Currency } from "@/lib/catalog/currencies";
import { BankPanel } from "./bank-panel";
import { ExpressCheckout } from "./express-checkout";
import { LoadFailed } from "./load-failed";
import { NoticeBox } from "./notice-box";
import { PayButton } from "./pay-button";
import { payInBrowser, resumeInBrowser } from "./pay-in-browser";
import { type FormState, PaymentFields } from "./payment-fields";
import { usePayment } from "./use-payment";
import type { PaymentWords } from "./words";

/** `amountMinor` is what the page says is due now; only that is charged. */
export type PayableOrder = {
  id: string;
  kind: "pack" | "plan";
  amountMinor: number;
  currency: Currency;
  waitingForBank: boolean;
};

type Props = { order: PayableOrder; words: PaymentWords; onReload: () => void };

/** Stripe's form with our button. Card data stays in Stripe's frames: this form has no field of its own. */
export function PaymentForm({ order, words, onReload }: Props) {
  const stripe = useStripe();
  const elements = useElements();
  const [form, setForm] = useState<FormState>("loading");
  const { phase, setPhase, notice, setNotice, slow, run } = usePayment(order.id);

  const attempt = { orderId: order.id, shownMinor: order.amountMinor, words, onPhase: setPhase };

  async function payNow(express?: StripeExpressCheckoutElementConfirmEvent) {
    if (!stripe || !elements) return;
    const end = await run(() => payInBrowser({ ...attempt, stripe, elements }));
    if (end && end.end !== "accepted") express?.paymentFailed({ reason: "fail" });
  }

  async function resume() {
    if (!stripe) return;
    await run(() => resumeInBrowser({ ...attempt, stripe }));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (form === "ready") void payNow();
  }

  if (form === "failed") return <LoadFailed words={words} onRetry={onReload} />;
  const waiting = order.waitingForBank && notice === null;
  return (
    <form onSubmit={submit} className="relative grid gap-4" aria-busy={phase !== "idle"}>
      {waiting && (
        <BankPanel orderId={order.id} words={words} phase={phase} onResume={resume} onNotice={setNotice} />
      )}
      <ExpressCheckout busy={phase !== "idle"} orCard={words.orCard} onConfirm={payNow} />
      <PaymentFields label={words.loading} form={form} onForm={setForm} />
      {notice && <NoticeBox notice={notice} />}
      <PayButton phase={phase} ready={form === "ready"} slow={slow} words={words} />
    </form>
  );
}
