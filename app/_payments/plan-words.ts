import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatDate, formatMoney } from "@/app/_ui/format";
import { nextPaymentAt } from "@/lib/catalog/next-payment";
import type { OrderView, PlanOrderView } from "@/lib/checkout/views";
import { now } from "@/lib/platform/clock";
import { type PaymentWords, paymentWords } from "./words";

/** The texts of the form that starts a plan: what is paid now, if anything, and what is charged afterwards. */
export async function planPaymentWords(order: OrderView, plan: PlanOrderView): Promise<PaymentWords> {
  const t = await getTranslations("checkout.plan");
  const { locale, timeZone } = await getPreferences();
  const amount = formatMoney(plan.dueMinor, order.currency, locale);
  const words = await paymentWords(amount);
  const pay = {
    nothing: t("startFree", { amount }),
    trial: t("start", { days: plan.trialDays }),
    money: t("pay", { amount }),
  }[plan.dueMinor > 0 ? "money" : plan.trialDays > 0 ? "trial" : "nothing"];
  const once = t(`agree.${plan.interval}`, {
    amount: formatMoney(plan.renewalMinor, order.currency, locale),
    date: formatDate(nextPaymentAt(now(), plan), locale, timeZone),
  });
  const free = plan.dueMinor === 0 ? { paying: t("checking"), finishing: t("finishing") } : {};
  return { ...words, pay, once, phase: { ...words.phase, ...free } };
}
