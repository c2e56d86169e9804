import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { requirePerson } from "@/app/_session";
import { Page } from "@/app/_ui/page";
import { findOrigins } from "@/lib/checkout/find-origins";
import { listActivity } from "@/lib/ledger/list-activity";
import { grantsOf } from "../_parts/activity-card";
import { ActivityList } from "../_parts/activity-list";
import { sayOriginWithDate } from "../_parts/cause-words";
import { FilterForm } from "./_parts/filter-form";
import { NothingHere } from "./_parts/nothing-here";
import { PageLinks } from "./_parts/page-links";
import { isFiltered, type Params, readQuery, toAddress, toEntryFilter } from "./read-query";

const ENTRIES_ON_A_PAGE = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity"))("title"), robots: { index: false } };
}

export default async function ActivityPage({ searchParams }: { searchParams: Promise<Params> }) {
  const query = readQuery(await searchParams);
  const { walletId } = await requirePerson(toAddress(query));
  const [t, { timeZone }] = await Promise.all([getTranslations("activity"), getPreferences()]);
  const { activity, older, newer } = await listActivity(walletId, {
    ...toEntryFilter(query, timeZone),
    before: query.before ?? undefined,
    after: query.after ?? undefined,
    limit: ENTRIES_ON_A_PAGE,
  });
  const origins = await findOrigins(walletId, [...grantsOf(activity), ...(query.grant ? [query.grant] : [])]);
  const origin = origins.get(query.grant ?? "");
  const isEmpty = activity.length === 0;
  const lines = activity.reduce((sum, one) => sum + one.lines.length, 0);
  return (
    <Page title={t("title")} lead={t("lead")} action={<Ways query={query} isEmpty={isEmpty} />}>
      <FilterForm query={query} grantName={origin ? await sayOriginWithDate(origin) : null} />
      <section aria-label={t("title")} className="panel p-5 sm:p-6">
        {isEmpty ? (
          <NothingHere isFiltered={isFiltered(query) || newer !== null} goesOn={older !== null} />
        ) : (
          <ActivityList activity={activity} origins={origins} />
        )}
      </section>
      <PageLinks query={query} older={older} newer={newer} isShort={lines < ENTRIES_ON_A_PAGE} />
    </Page>
  );
}

async function Ways({ query, isEmpty }: { query: ReturnType<typeof readQuery>; isEmpty: boolean }) {
  const t = await getTranslations("activity");
  const all = { ...query, before: null, after: null };
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <a href="/dashboard" className="btn btn-quiet tap px-5">
        {t("back")}
      </a>
      {isEmpty ? null : (
        <a href={toAddress(all, "/dashboard/activity/export")} className="btn btn-quiet tap px-5" download>
          {t("export")}
        </a>
      )}
    </div>
  );
}
