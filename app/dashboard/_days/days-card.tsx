import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { readDays } from "@/lib/ledger/read-days";
import { now } from "@/lib/platform/clock";
import { addDays, calendarOf } from "../days";
import { AvailableChart } from "./available-chart";
import { DaysTable } from "./days-table";
import { UseChart } from "./use-chart";

const DAYS_SHOWN = 30;

/** A day of the reader's calendar and what it did; `day` as "2026-11-22". */
export type ShownDay = { day: string; used: number; added: number; available: number };

/** The last thirty days of the reader's calendar: what was used on each, and what there was over time. */
export async function DaysCard({ walletId }: { walletId: string }) {
  const [t, { timeZone }] = await Promise.all([getTranslations("dashboard.days"), getPreferences()]);
  const calendar = calendarOf(timeZone);
  const today = calendar.dayOf(now());
  const days = Array.from({ length: DAYS_SHOWN }, (_, at) => addDays(today, at + 1 - DAYS_SHOWN));
  const told = await readDays(walletId, days.map(calendar.startOf));
  const shown = days
    .slice(told.leftOut)
    .flatMap((day, at) => (told.days[at] ? [{ day, ...told.days[at] }] : []));
  return (
    <Card title={t("title", { count: Math.max(1, shown.length) })}>
      {shown.length > 0 ? (
        <>
          <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
            <UseChart days={shown} />
            <AvailableChart days={shown} />
          </div>
          <DaysTable days={shown} />
        </>
      ) : (
        <p className="text-muted text-sm">{t("tooMany")}</p>
      )}
    </Card>
  );
}
