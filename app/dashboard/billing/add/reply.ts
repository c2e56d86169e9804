import { getTranslations } from "next-intl/server";
import { type Notice, toAdvice } from "@/app/_payments/notice";
import { declineAdvice } from "@/lib/checkout/decline-advice";
import type { AddPaymentMethodAnswer } from "@/lib/payment-methods/conclude-saving";

/** What the browser hears after it asked to save a card. */
export type AddReply =
  | { outcome: "added" | "processing" }
  | { outcome: "confirm_with_bank"; clientSecret: string; intentId: string }
  | { outcome: "refused"; notice: Notice };

type Refused = Extract<AddPaymentMethodAnswer, { outcome: "refused" }>;

/** The answer of the verb for the browser: with words instead of names. */
export async function toAddReply(answer: AddPaymentMethodAnswer): Promise<AddReply> {
  if (answer.outcome === "refused") return { outcome: "refused", notice: await toNotice(answer) };
  if (answer.outcome !== "requires_action") return { outcome: answer.outcome };
  const { clientSecret, intentId } = answer;
  return { outcome: "confirm_with_bank", clientSecret, intentId };
}

/** The session ended while the form was open: sign in, and come back to it. */
export async function toSignedOut(): Promise<AddReply> {
  const t = await getTranslations("billing.add.signedOut");
  const href = `/sign-in?return=${encodeURIComponent("/dashboard/billing/add")}`;
  const notice = { title: t("title"), text: t("text"), link: { label: t("link"), href } };
  return { outcome: "refused", notice };
}

async function toNotice({ refusal, decline, waitSeconds }: Refused): Promise<Notice> {
  const t = await getTranslations("billing.add");
  if (decline) {
    const advice = declineAdvice(decline.code, decline.declineCode, null);
    if (advice !== "generic") return toAdvice(await getTranslations("checkout"), advice);
  }
  const minutes = Math.max(1, Math.ceil((waitSeconds ?? 0) / 60));
  const look = refusal === "card_already_saved" || refusal === "stripe_unavailable";
  return {
    title: t(`refusal.${refusal}.title`),
    text: t(`refusal.${refusal}.text`, { minutes }),
    link: look ? { label: t("see"), href: "/dashboard/billing" } : null,
  };
}
