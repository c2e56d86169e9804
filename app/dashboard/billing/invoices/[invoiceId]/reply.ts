import { getTranslations } from "next-intl/server";
import { type Notice, type PayReply, toAdvice } from "@/app/_payments/notice";
import { signInPath } from "@/app/_session";
import type { DeclineAdvice } from "@/lib/checkout/refusals";
import type { PayInvoiceRefusal } from "@/lib/due-invoices/refusals";
import type { PayInvoiceAnswer } from "@/lib/due-invoices/views";

/** What the browser hears when it asks how an invoice stands. `open`: it can still be paid here. */
export type InvoiceReply = { isOpen: boolean; notice: Notice | null };

/** The words for a refused try: the bank's advice where there is one, else the rule that was broken. */
export async function toInvoiceNotice(
  refusal: PayInvoiceRefusal,
  advice: DeclineAdvice | null,
): Promise<Notice> {
  if (advice) return toAdvice(await getTranslations("checkout"), advice);
  const t = await getTranslations("dashboard.invoice.refusal");
  return { title: t(`${refusal}.title`), text: t(`${refusal}.text`), link: null };
}

/** The session ended while the form was open: sign in, and come back to this invoice. */
export async function toSignedOut(invoiceId: string): Promise<Notice> {
  const t = await getTranslations("dashboard.invoice.signedOut");
  const href = signInPath(`/dashboard/billing/invoices/${invoiceId}`);
  return { title: t("title"), text: t("text"), link: { label: t("link"), href } };
}

export async function toReply(answer: PayInvoiceAnswer): Promise<PayReply> {
  if (answer.outcome === "refused")
    return { outcome: "refused", notice: await toInvoiceNotice(answer.refusal, answer.advice) };
  if (answer.outcome === "requires_action")
    return { outcome: "confirm_with_bank", clientSecret: answer.clientSecret };
  return { outcome: "accepted" };
}
