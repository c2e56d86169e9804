"use server";

import { getTranslations } from "next-intl/server";
import { requireOurPage } from "@/app/_caller";
import { getPerson } from "@/app/_session";
import { declineAdvice } from "@/lib/checkout/decline-advice";
import { continuePlanChange } from "@/lib/subscriptions/continue-plan-change";
import { findSubscription } from "@/lib/subscriptions/find-subscription";

export type ConfirmReply =
  | { next: string }
  | { clientSecret: string }
  | { notice: { title: string; text: string } };

/** How the waiting change stands: on to another page, on to the bank, or nothing to do but wait. */
export async function askAboutChange(before: unknown): Promise<ConfirmReply> {
  await requireOurPage();
  const person = await getPerson();
  if (!person) return { next: "/sign-in?return=%2Fdashboard%2Fplan%2Fconfirm" };
  const answer = await continuePlanChange(person.walletId);
  if (answer === null) return { next: await whereTo(person.walletId, before) };
  if (answer.outcome === "waiting" && answer.clientSecret) return { clientSecret: answer.clientSecret };
  const t = await getTranslations("plan");
  if (answer.outcome !== "refused")
    return { notice: { title: t("confirm.processing.title"), text: t("confirm.processing.text") } };
  if (answer.refusal === "change_in_progress" || answer.refusal === "stripe_unavailable")
    return {
      notice: { title: t(`refusals.${answer.refusal}.title`), text: t(`refusals.${answer.refusal}.text`) },
    };
  const { payment } = answer;
  const advice = payment
    ? declineAdvice(payment.code, payment.declineCode, payment.blocked ? "blocked" : null)
    : null;
  return { next: `/dashboard/plan?refusal=${answer.refusal}${advice ? `&advice=${advice}` : ""}` };
}

/** Nothing waits any more: it happened when the plan is another one than before. */
async function whereTo(walletId: string, before: unknown): Promise<string> {
  const plan = await findSubscription(walletId);
  const now = plan ? `${plan.plan} ${plan.interval}` : "";
  return `/dashboard/plan?after=${now === before ? "lapsed" : "changed"}`;
}
