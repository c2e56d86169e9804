import type { Stripe } from "@stripe/stripe-js";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { Notice, PayReply } from "./notice";

/** What the form is doing, for the button to say. `leaving`: the next page is on its way. */
export type Phase = "idle" | "checking" | "paying" | "bank" | "finishing" | "leaving";

/** How a try ended. `accepted`: paid or under way, and the next page says which. `incomplete`: Stripe's form shows what is missing. */
export type End =
  | { end: "accepted" }
  | { end: "incomplete" }
  | { end: "refused"; notice: Notice; priceChanged?: boolean };

type Standing = { isBeyondForm: boolean; notice: Notice | null; priceChanged?: boolean };

/** Something that is being paid: an order, or an open invoice. */
export type Payment = {
  stripe: Stripe;
  words: Record<"lost" | "outdated" | "bankLeft", Notice> & { reload: string };
  onPhase: (phase: Phase) => void;
  /** Of the page with the form, for loading it anew. */
  address: string;
  /** Asks our server how it stands with the payment. */
  check: () => Promise<Standing>;
};

/** Asks our server to pay, and confirms with the bank where that is asked. Whatever got lost, the server is asked how it stands. */
export async function finishPayment(payment: Payment, ask: () => Promise<PayReply>): Promise<End> {
  const { stripe, words, onPhase } = payment;
  try {
    const reply = await ask();
    if (reply.outcome === "accepted") return { end: "accepted" };
    if (reply.outcome === "refused")
      return { end: "refused", notice: reply.notice, priceChanged: reply.priceChanged === true };
    onPhase("bank");
    // Whatever Stripe.js says of the outcome, only what the server hears from Stripe counts.
    await stripe.handleNextAction({ clientSecret: reply.clientSecret });
    return await askServer(payment, words.bankLeft);
  } catch (fault) {
    const notice = noticeOfFault(fault, payment);
    return askServer(payment, notice).catch(() => ({ end: "refused" as const, notice }));
  }
}

/** No answer came, or a newer version of the app was deployed under this page and does not know its question. */
function noticeOfFault(fault: unknown, { address, words }: Payment): Notice {
  if (!unstable_isUnrecognizedActionError(fault)) return words.lost;
  return { ...words.outdated, link: { label: words.reload, href: address } };
}

async function askServer({ onPhase, check }: Payment, otherwise: Notice): Promise<End> {
  onPhase("finishing");
  const { isBeyondForm, notice, priceChanged = false } = await check();
  return isBeyondForm ? { end: "accepted" } : { end: "refused", notice: notice ?? otherwise, priceChanged };
}
