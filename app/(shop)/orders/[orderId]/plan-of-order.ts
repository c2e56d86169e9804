import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits, formatDate, formatMoney } from "@/app/_ui/format";
import type { PlanId } from "@/lib/catalog/plans";
import type { OrderView, PlanOrderView } from "@/lib/checkout/views";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import { isLive } from "@/lib/subscriptions/live-statuses";
import type { SubscriptionView } from "@/lib/subscriptions/views";

/** What became of the plan of a paid order. Null dates: not known, or nothing will be charged. */
export type BegunPlan = { trialEnd: string | null; nextPaymentAt: string | null };

const UNKNOWN: BegunPlan = { trialEnd: null, nextPaymentAt: null };

/** Stripe's clock and ours may differ; no period is as short as this. */
const CLOCKS_APART_MS = 60 * 60 * 1000;

/** Read from our copy of the subscription. */
export async function findBegunPlan(walletId: string, order: OrderView): Promise<BegunPlan> {
  return order.plan && order.progress === "credited"
    ? begunPlanOf(order, await findSubscription(walletId))
    : UNKNOWN;
}

/**
 * What the subscription says of the order that began it, as long as it is in that order's period: of what comes after
 * the first renewal, a change or an end, the order knows nothing.
 */
export function begunPlanOf({ plan, paidAt }: OrderView, found: SubscriptionView | null): BegunPlan {
  if (!plan || !paidAt || !found || !isLive(found.status)) return UNKNOWN;
  const isSame = found.plan === plan.plan && found.interval === plan.interval;
  const isFirst = Date.parse(found.periodStart) <= Date.parse(paidAt) + CLOCKS_APART_MS;
  if (!isSame || !isFirst) return UNKNOWN;
  return {
    trialEnd: plan.trialDays > 0 ? found.trialEnd : null,
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
