import { getTranslations } from "next-intl/server";
import { LANGUAGE_TAGS } from "@/app/_i18n/locale";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits, formatDate } from "@/app/_ui/format";
import { Meter } from "@/app/_ui/meter";
import type { BalanceView, GrantView } from "@/lib/ledger/views";
import { nowMs } from "@/lib/platform/clock";
import { CountUp } from "../_live/count-up";
import { daysUntilSoon } from "../expiring-soon";
import { openDisputesOf } from "./open-disputes";

type BalanceCardProps = { walletId: string; balance: BalanceView; grants: GrantView[] };

/** What can be used now, how full that is of what was bought, and only when there is any: held, owed, expiry. */
export async function BalanceCard({ walletId, balance, grants }: BalanceCardProps) {
  const t = await getTranslations("dashboard.balance");
  const { locale } = await getPreferences();
  const count = (credits: number) => formatCredits(credits, locale);
  const live = grants.filter((grant) => grant.available + grant.held > 0);
  const total = Math.max(
    balance.available,
    live.reduce((sum, grant) => sum + grant.amount, 0),
  );
  // What expires soon has a notice of its own above.
  const next = live.find(
    (grant) => grant.expiresAt && grant.available > 0 && !daysUntilSoon(grant.expiresAt, nowMs()),
  );
  return (
    <section aria-label={t("title")} className="panel min-w-0 p-5 sm:p-7">
      <h2 className="font-normal text-muted text-sm tracking-normal">{t("title")}</h2>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
        <span className="figures font-semibold text-4xl tracking-tight">
          <CountUp value={balance.available} languageTag={LANGUAGE_TAGS[locale]} />
        </span>
        <span className="text-muted">{t("unit", { count: balance.available })}</span>
      </p>
      <Meter
        className="mt-5 h-2.5"
        value={balance.available}
        max={total}
        label={t("title")}
        valueText={t("left", { left: count(balance.available), total: count(total) })}
      />
      <BalanceNotes walletId={walletId} balance={balance} total={total} next={next} />
      <OwedNote owed={balance.owed} />
    </section>
  );
}

/** What was taken back after it was used, and where that can be read. */
async function OwedNote({ owed }: { owed: number }) {
  if (owed === 0) return null;
  const t = await getTranslations("dashboard.balance");
  const { locale } = await getPreferences();
  return (
    <p className="mt-3 text-sm">
      <strong className="text-warning">{t("owed", { credits: formatCredits(owed, locale) })}</strong>{" "}
      <span className="text-muted">{t("owedWhy")}</span>{" "}
      <a href="/dashboard/activity?kind=reversed" className="underline underline-offset-4">
        {t("owedSee")}
      </a>
    </p>
  );
}

type BalanceNotesProps = {
  walletId: string;
  balance: BalanceView;
  total: number;
  next: GrantView | undefined;
};

async function BalanceNotes({ walletId, balance, total, next }: BalanceNotesProps) {
  const t = await getTranslations("dashboard.balance");
  const { locale, timeZone } = await getPreferences();
  const count = (credits: number) => formatCredits(credits, locale);
  const { keptCredits: kept } = await openDisputesOf(walletId);
  const held = Math.max(balance.held - kept, 0);
  return (
    <div className="figures mt-3 flex flex-wrap gap-x-6 gap-y-1 text-muted text-sm">
      {total > 0 ? <p>{t("left", { left: count(balance.available), total: count(total) })}</p> : null}
      {held > 0 ? <p>{t("held", { credits: count(held) })}</p> : null}
      {kept > 0 ? <p>{t("kept", { credits: count(kept) })}</p> : null}
      {next?.expiresAt ? (
        <p>
          {t("expiresNext", {
            credits: count(next.available),
            date: formatDate(next.expiresAt, locale, timeZone),
          })}
        </p>
      ) : null}
    </div>
  );
}
