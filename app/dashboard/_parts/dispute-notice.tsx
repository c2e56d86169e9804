import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatAnyMoney, formatCredits } from "@/app/_ui/format";
import { Notice } from "@/app/_ui/notice";
import { openDisputesOf } from "./open-disputes";

/** A payment that the person's bank took back: what that keeps from use, until when, and what they can do. */
export async function DisputeNotice({ walletId }: { walletId: string }) {
  const { disputes, keptCredits } = await openDisputesOf(walletId);
  const [dispute] = disputes;
  if (!dispute) return null;
  const t = await getTranslations("dashboard.dispute");
  const { locale } = await getPreferences();
  const amount = formatAnyMoney(dispute.amountMinor, dispute.currency, locale);
  return (
    <Notice
      tone="warn"
      className="mb-4"
      title={t("title", { count: disputes.length, amount })}
      action={
        dispute.orderId ? (
          <a href={`/orders/${dispute.orderId}`} className="btn btn-quiet tap">
            {t("order")}
          </a>
        ) : null
      }
    >
      {keptCredits > 0
        ? t("kept", { count: keptCredits, credits: formatCredits(keptCredits, locale) })
        : t("used")}{" "}
      {t("hint")}
    </Notice>
  );
}
