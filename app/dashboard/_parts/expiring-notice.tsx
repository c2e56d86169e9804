import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits, formatDate } from "@/app/_ui/format";
import { Notice } from "@/app/_ui/notice";
import { findExpiring } from "@/lib/ledger/find-expiring";
import { nowMs } from "@/lib/platform/clock";
import { daysUntilSoon, EXPIRING_SOON_MS } from "../expiring-soon";

/** Credits that are lost within thirty days if nobody uses them: how many, and which date is next. */
export async function ExpiringNotice({ walletId }: { walletId: string }) {
  const expiring = await findExpiring(walletId, EXPIRING_SOON_MS);
  if (!expiring) return null;
  const t = await getTranslations("dashboard.expiring");
  const { locale, timeZone } = await getPreferences();
  const { credits, first } = expiring;
  const words = {
    count: credits,
    credits: formatCredits(credits, locale),
    first: formatCredits(first.credits, locale),
    date: formatDate(first.expiresAt, locale, timeZone),
    days: daysUntilSoon(first.expiresAt, nowMs()) ?? 1,
  };
  return (
    <Notice tone="warn" className="mb-4">
      {first.credits === credits ? t("once", words) : t("more", words)} {t("hint")}
    </Notice>
  );
}
