import type { getTranslations } from "next-intl/server";
import type { DeclineAdvice, PayOrderRefusal } from "@/lib/checkout/refusals";
import type { OrderProgress, OrderView, PayOrderAnswer } from "@/lib/checkout/views";

/** What a person is told when a payment did not go through: what happened, and the next step. */
export type Notice = {
  title: string;
  text: string;
  link: { label: string; href: string } | null;
};

/** What the browser hears after it asked to pay. `accepted`: paid or under way; the order page goes on from there. */
export type PayReply =
  | { outcome: "accepted" }
  | { outcome: "confirm_with_bank"; clientSecret: string }
  | {
      outcome: "refused";
      notice: Notice;
      /** What is due is no longer what the page says: it must show the new price before another try. */
      priceChanged?: boolean;
    };

/** What the browser hears when it asks how an order stands; no progress: nobody is signed in, or no such order. */
export type CheckReply = { progress: OrderProgress | null; notice: Notice | null; priceChanged?: boolean };

type CheckoutKey = Parameters<Awaited<ReturnType<typeof getTranslations<"checkout">>>>[0];
type Translate = (key: CheckoutKey) => string;

/** Refusals whose next step is the order page: there is nothing more to do in the form. */
const SEE_ORDER: PayOrderRefusal[] = ["order_already_paid", "order_canceled", "order_parked"];

/** Refusals after which the order asks for another amount than the page shows. */
const PRICE_CHANGED: PayOrderRefusal[] = ["amount_changed", "trial_already_used", "promotion_code_expired"];

/** The words for a refused payment. `t` translates the `checkout` namespace. */
export function toNotice(
  t: Translate,
  orderId: string,
  refusal: PayOrderRefusal,
  advice: DeclineAdvice | null,
): Notice {
  if (advice !== null && (refusal === "card_declined" || refusal === "authentication_failed")) {
    return toAdvice(t, advice);
  }
  return {
    title: t(`refusal.${refusal}.title`),
    text: t(`refusal.${refusal}.text`),
    link: linkAfter(t, orderId, refusal),
  };
}

/** Where to go on when this form is not the place. */
function linkAfter(t: Translate, orderId: string, refusal: PayOrderRefusal): Notice["link"] {
  if (refusal === "plan_already_live") return { label: t("seePlan"), href: "/dashboard/plan" };
  if (refusal === "price_no_longer_sold") return { label: t("seePlans"), href: "/#plans" };
  return SEE_ORDER.includes(refusal) ? { label: t("seeOrder"), href: `/orders/${orderId}` } : null;
}

/** The words for a declined card: the family of its code, with what to do next. */
export function toAdvice(t: Translate, advice: DeclineAdvice): Notice {
  return { title: t(`advice.${advice}.title`), text: t(`advice.${advice}.text`), link: null };
}

/** The session ended while the form was open: sign in, and come back to this order. */
export function toSignedOut(t: Translate, orderId: string): Notice {
  const href = `/sign-in?return=${encodeURIComponent(`/checkout/${orderId}`)}`;
  return {
    title: t("signedOut.title"),
    text: t("signedOut.text"),
    link: { label: t("signedOut.link"), href },
  };
}

export function toPayReply(t: Translate, orderId: string, answer: PayOrderAnswer): PayReply {
  if (answer.outcome === "refused") {
    const notice = toNotice(t, orderId, answer.refusal, answer.advice);
    return { outcome: "refused", notice, priceChanged: PRICE_CHANGED.includes(answer.refusal) };
  }
  if (answer.outcome !== "requires_action") return { outcome: "accepted" };
  return { outcome: "confirm_with_bank", clientSecret: answer.clientSecret };
}

/** `shownMinor` is what the page says is due, null where it says nothing of it. */
export function toCheckReply(
  t: Translate,
  order: OrderView | null,
  shownMinor: number | null = null,
): CheckReply {
  if (order === null) return { progress: null, notice: toNotice(t, "", "order_not_found", null) };
  if (shownMinor !== null && order.progress === "open" && shownMinor !== dueMinorOf(order)) {
    const notice = toNotice(t, order.id, "amount_changed", null);
    return { progress: order.progress, notice, priceChanged: true };
  }
  const declined = order.progress === "declined";
  return { progress: order.progress, notice: declined ? toAdvice(t, order.advice ?? "generic") : null };
}

/** What is charged when the order is paid now. */
export function dueMinorOf({ plan, amountMinor }: OrderView): number {
  return plan?.dueMinor ?? amountMinor;
}

/** Whether the order page, and no longer the payment form, is where this order goes on. */
export function isBeyondForm(progress: OrderProgress | null): boolean {
  return progress !== null && !["open", "declined", "waiting_for_bank"].includes(progress);
}
