"use client";
import { ExpressCheckoutElement } from "@stripe/react-stripe-js";
import type {
  StripeExpressCheckoutElementClickEvent,
  StripeExpressCheckoutElementConfirmEvent,
} from "@stripe/stripe-js";
import { useState } from "react";

type Props = {
  busy: boolean;
  orCard: string;
  onConfirm: (event: StripeExpressCheckoutElementConfirmEvent) => void;
};

/** In the page but out of its flow: the element must be mounted to find out whether there is a wallet. */
const HIDDEN = "pointer-events-none invisible absolute inset-x-0 h-0 overflow-hidden";

/** Wallet buttons, shown only when Stripe says that this browser has one; they pay the same way as the form. */
export function ExpressCheckout({ busy, orCard, onConfirm }: Props) {
  const [available, setAvailable] = useState(false);
  const open = (event: StripeExpressCheckoutElementClickEvent) => (busy ? event.reject() : event.resolve());
  return (
    <div className={available ? "grid gap-4" : HIDDEN} aria-hidden={!available}>
      <ExpressCheckoutElement
        options={{ buttonHeight: 48 }}
        onReady={({ availablePaymentMethods }) => setAvailable(availablePaymentMethods !== undefined)}
        onClick={open}
        onConfirm={onConfirm}
      />
      {available && <div className="divider my-0 text-muted text-sm">{orCard}</div>}
    </div>
  );
}
