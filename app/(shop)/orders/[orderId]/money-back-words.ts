import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { dueMinorOf } from "@/app/_payments/notice";
import { formatAnyMoney, formatCredits } from "@/app/_ui/format";
import type { OrderView } from "@/lib/checkout/views";
import type { MoneyBackView } from "@/lib/reversals/find-money-back";
import { standingOf } from "./money-back-steps";

/** Heading and lead of an order whose money went back or is disputed; null when it stands as it was credited. */
export async function wordsOfMoneyBack(order: OrderView, back: MoneyBackView | undefined) {
  const standing = standingOf(back, dueMinorOf(order));
  if (!standing || !back) return null;
  const [t, { locale }] = await Promise.all([getTranslations("order.moneyBack"), getPreferences()]);
  const { refundedMinor, credits } = back;
  const count = standing === "disputed" ? credits.kept : credits.taken;
  const words = {
    count,
    credits: formatCredits(count, locale),
    amount: formatAnyMoney(refundedMinor, order.currency, locale),
  };
  return { heading: t(`${standing}.heading`), text: t(`${standing}.text`, words) };
}
