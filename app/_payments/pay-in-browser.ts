import type { Stripe, StripeElements, StripeError } from "@stripe/stripe-js";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import { checkOrder, continueWithBank, pay } from "./actions";
import { isBeyondForm, type Notice, type PayReply } from "./notice";
import type { PaymentWords } from "./words";

/** What the form is doing, for the button to say. `leaving`: the order page is on its way. */
export type Phase = "idle" | "checking" | "paying" | "bank" | "finishing" | "leaving";

/** How a try ended. `accepted`: paid or under way, and the order page says which. `incomplete`: Stripe's form shows what is missing. */
export type End =
  | { end: "accepted" }
  | { end: "incomplete" }
  | { end: "refused"; notice: Notice; priceChanged?: boolean };

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
  const { stripe, elements, orderId, shownMinor, words, onPhase } = attempt;
  if (!navigator.onLine) return { end: "refused", notice: words.offline };
  onPhase("checking");
  const form = await elements.submit().catch(toFault);
  if (form.error) return toEnd(form.error, words);
  const made = await stripe.createConfirmationToken({ elements }).catch(toFault);
  if (made.error) return toEnd(made.error, words);
  onPhase("paying");
  return finish(attempt, () => pay(orderId, made.confirmationToken.id, shownMinor));
}

/** Goes on with a bank's check that was left open by a reload or a closed window. */
export function resumeInBrowser(attempt: Resumed): Promise<End> {
  attempt.onPhase("finishing");
  return finish(attempt, () => continueWithBank(attempt.orderId));
}

async function finish(attempt: Resumed, ask: () => Promise<PayReply>): Promise<End> {
  try {
    const reply = await ask();
    if (reply.outcome === "accepted") return { end: "accepted" };
    if (reply.outcome === "refused")
      return { end: "refused", notice: reply.notice, priceChanged: reply.priceChanged === true };
    attempt.onPhase("bank");
    // Whatever Stripe.js says of the outcome, only what the server hears from Stripe counts.
    await attempt.stripe.handleNextAction({ clientSecret: reply.clientSecret });
    return await askServer(attempt, attempt.words.bankLeft);
  } catch (fault) {
    const notice = noticeOfFault(fault, attempt);
    return askServer(attempt, notice).catch(() => ({ end: "refused" as const, notice }));
  }
}

/** No answer came, or a newer version of the app was deployed under this page and does not know its question. */
function noticeOfFault(fault: unknown, { orderId, words }: Resumed): Notice {
  if (!unstable_isUnrecognizedActionError(fault)) return words.lost;
  return { ...words.outdated, link: { label: words.reload, href: `/checkout/${orderId}` } };
}

async function askServer({ orderId, shownMinor, onPhase }: Resumed, otherwise: Notice): Promise<End> {
  onPhase("finishing");
  const { progress, notice, priceChanged = false } = await checkOrder(orderId, shownMinor);
  if (isBeyondForm(progress)) return { end: "accepted" };
  return { end: "refused", notice: notice ?? otherwise, priceChanged };
}

/** Stripe.js answers faults of people and networks, and throws only when it is used wrongly or was cut off. */
function toFault(): { error: StripeError } {
  return { error: { type: "api_error" } };
}

/** Stripe.js speaks the reader's language about the form; about the network and itself we say it better. */
function toEnd(error: StripeError, words: PaymentWords): End {
  if (error.type === "validation_error") return { end: "incomplete" };
  if (error.type === "api_connection_error") return { end: "refused", notice: words.silent };
  const text = error.type === "card_error" ? error.message : undefined;
  return { end: "refused", notice: { ...words.tokenFailed, text: text ?? words.tokenFailed.text } };
}
