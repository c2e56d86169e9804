"use client";
import { PaymentElement } from "@stripe/react-stripe-js";
import { PaymentSkeleton } from "./payment-skeleton";

export type FormState = "loading" | "ready" | "failed";

type Props = { label: string; form: FormState; onForm: (form: FormState) => void };

/** Stripe's Payment Element, with its outline until it is there. */
export function PaymentFields({ label, form, onForm }: Props) {
  const loading = form === "loading";
  return (
    <>
      {loading && <PaymentSkeleton label={label} />}
      <div className={loading ? "h-0 overflow-hidden" : undefined}>
        <PaymentElement
          options={{ layout: "tabs" }}
          onReady={() => onForm("ready")}
          onLoadError={() => onForm("failed")}
        />
      </div>
    </>
  );
}
