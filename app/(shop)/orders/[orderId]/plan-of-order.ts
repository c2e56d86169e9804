import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits, formatDate, formatMoney } from "@/app/_ui/format";
import type { PlanId } from "@/lib/catalog/plans";
import type { OrderView, PlanOrderView } from "@/lib/checkout/views";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import { isLive } from "@/lib/subscriptions/live-statuses";

/** What became of the plan of a paid order. Null dates: not known, or nothing will be charged. */
export type BegunPlan = { trialEnd: string | null; nextPaymentAt: string | null };

/** Read from our copy of the subscription, as long as it is still the plan that was ordered. */
export async function findBegunPlan(walletId: string, order: OrderView): Promise<BegunPlan> {
  const none = { trialEnd: null, nextPaymentAt: null };
  if (!order.plan || order.progress !== "credited") return none;
  const found = await findSubscription(walletId);
  if (!found || found.plan !== order.plan.plan || !isLive(found.status)) return none;
  return {
    trialEnd: order.plan.trialDays > 0 ? found.trialEnd : null,
    nextPaymentAt: found.cancelAt ? null : found.periodEnd,
  };
}

/** Heading and lead of the order page of a plan that has begun. */
export async function wordsOfBegunPlan(order: OrderView, plan: PlanOrderView, begun: BegunPlan) {
  const t = await getTranslations("order.plan");
  const names = await getTranslations("common.plans");
  const { locale, timeZone } = await getPreferences();
  const isTrial = plan.trialDays > 0;
  const credits = formatCredits(isTrial ? plan.trialCredits : order.credits, locale);
  const text = t("text", { credits });
  if (!begun.nextPaymentAt) return { heading: heading(), text };
  const amount = formatMoney(plan.renewalMinor, order.currency, locale);
  const next = t("next", { amount, date: formatDate(begun.nextPaymentAt, locale, timeZone) });
  return { heading: heading(), text: `${text} ${next}` };

  function heading(): string {
    return t(isTrial ? "trial" : "begun", { plan: names(`${plan.plan as PlanId}.name`) });
  }
}
