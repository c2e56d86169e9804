import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits, formatMoney } from "@/app/_ui/format";
import { Icon } from "@/app/_ui/icon";
import type { PackId } from "@/lib/catalog/packs";
import type { OrderView } from "@/lib/checkout/views";

/** What is being bought: beside the form on wide screens, one line that unfolds on a phone. */
export async function OrderSummary({ order }: { order: OrderView }) {
  const t = await getTranslations("checkout");
  const { locale } = await getPreferences();
  const total = formatMoney(order.amountMinor, order.currency, locale);
  const credits = t("summary.credits", { credits: formatCredits(order.credits, locale) });
  const lines = <SummaryLines order={order} />;
  return (
    <section aria-label={t("summary.title")}>
      <details className="panel group lg:hidden">
        <summary className="tap flex list-none items-center justify-between gap-4 px-4 py-3">
          <span>
            <span className="figures font-semibold">{credits}</span>
            <span className="block text-muted text-sm underline underline-offset-4">{t("summary.show")}</span>
          </span>
          <span className="figures font-semibold text-xl">{total}</span>
        </summary>
        <div className="border-line border-t p-4">{lines}</div>
      </details>
      <div className="hidden lg:block">
        <p className="figures text-4xl font-semibold tracking-tight">{total}</p>
        <p className="figures mt-1 text-muted">{credits}</p>
        <div className="mt-8">{lines}</div>
      </div>
    </section>
  );
}

async function SummaryLines({ order }: { order: OrderView }) {
  const t = await getTranslations("checkout.summary");
  const names = await getTranslations("common.packs");
  const { locale } = await getPreferences();
  const per100 = Math.round((order.amountMinor * 100) / order.credits);
  const lines: [string, string][] = [
    [t("pack"), names(`${order.item as PackId}.name`)],
    [t("creditsLabel"), formatCredits(order.credits, locale)],
    [t("validity"), t("months", { months: order.validityMonths })],
    [t("per100"), formatMoney(per100, order.currency, locale)],
  ];
  return (
    <>
      <dl className="grid gap-3 text-sm">
        {lines.map(([label, value]) => (
          <div key={label} className="flex justify-between gap-4">
            <dt className="text-muted">{label}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 border-line border-t pt-3 text-base font-semibold">
          <dt>{t("total")}</dt>
          <dd className="figures">{formatMoney(order.amountMinor, order.currency, locale)}</dd>
        </div>
      </dl>
      <p className="mt-2 text-muted text-sm">{t("once")}</p>
      <p className="mt-6 flex gap-2 text-muted text-sm">
        <Icon name="lock" className="size-5 text-primary" />
        {t("safe")}
      </p>
    </>
  );
}
