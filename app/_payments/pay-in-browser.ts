import type { Stripe, StripeElements } from "@stripe/stripe-js";
import { checkOrder, continueWithBank, pay } from "./actions";
import { type End, finishPayment, type Payment, type Phase } from "./finish-payment";
import { makeToken } from "./make-token";
import { isBeyondForm } from "./notice";
import type { PaymentWords } from "./words";

type Try = {
  stripe: Stripe;
  elements: StripeElements;
  orderId: string;
  /** What the page says is due: the server charges that or nothing. */
  shownMinor: number;
  words: PaymentWords;
  onPhase: (phase: Phase) => void;
};

/** A try that goes on without the form. */
type Resumed = Omit<Try, "elements">;

/** One try to pay: check the form, make a token of it, pay on the server, confirm with the bank where asked. */
export async function payInBrowser(attempt: Try): Promise<End> {
  const { orderId, shownMinor, onPhase } = attempt;
  const token = await makeToken(attempt);
  if (!("id" in token)) return token;
  onPhase("paying");
  return finishPayment(paymentOf(attempt), () => pay(orderId, token.id, shownMinor));
}

/** Goes on with a bank's check that was left open by a reload or a closed window. */
export function resumeInBrowser(attempt: Resumed): Promise<End> {
  attempt.onPhase("finishing");
  return finishPayment(paymentOf(attempt), () => continueWithBank(attempt.orderId));
}

function paymentOf({ stripe, words, onPhase, orderId, shownMinor }: Resumed): Payment {
  return {
    ...{ stripe, words, onPhase, address: `/checkout/${orderId}` },
    check: async () => {
      const { progress, ...told } = await checkOrder(orderId, shownMinor);
      return { ...told, isBeyondForm: isBeyondForm(progress) };
    },
  };
}
