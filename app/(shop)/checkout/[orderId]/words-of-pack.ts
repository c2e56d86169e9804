import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { nameOfOrder } from "@/app/_payments/name-of-order";
import { formatCredits, formatMoney } from "@/app/_ui/format";
import { perHundred } from "@/lib/catalog/best-value-pack";
import type { OrderView } from "@/lib/checkout/views";

/** An order in the reader's words, for the summary beside the payment form. */
export type OrderWords = {
  /** What is bought, on the one line that a phone shows. */
  what: string;
  /** What it costs, large, and what that is for. */
  headline: string;
  under: string;
  lines: readonly (readonly [label: string, value: string])[];
  /** What is paid now. */
  total: string;
  /** What is paid next, and when; null when nothing is. */
  next: readonly [label: string, value: string] | null;
  notes: readonly string[];
};

export async function wordsOfPack(order: OrderView): Promise<OrderWords> {
  const t = await getTranslations("checkout.summary");
  const { locale } = await getPreferences();
  const total = formatMoney(order.amountMinor, order.currency, locale);
  const credits = t("credits", { credits: formatCredits(order.credits, locale) });
  const rate = formatMoney(perHundred(order.amountMinor, order.credits), order.currency, locale);
  return {
    what: credits,
    headline: total,
    under: credits,
    lines: [
      [t("pack"), await nameOfOrder(order)],
      [t("creditsLabel"), formatCredits(order.credits, locale)],
      [t("validity"), t("months", { months: order.validityMonths })],
      [t("per100"), rate],
    ],
    total,
    next: null,
    notes: [t("once")],
  };
}
