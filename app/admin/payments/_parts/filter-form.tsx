import { getTranslations } from "next-intl/server";
import { PAYMENT_FILTERS } from "@/lib/admin/list-payments";
import { type ListQuery, toListAddress } from "../read-query";

/** What to show. A plain form: the address says it all, so it can be kept and sent to somebody. */
export async function FilterForm({ query }: { query: ListQuery }) {
  const t = await getTranslations("payments.filter");
  return (
    <search>
      <form action="/admin/payments" aria-label={t("title")} className="panel mb-4 p-4 sm:p-5">
        <div className="grid gap-3 sm:grid-cols-[2fr_1fr_auto] sm:items-end">
          <div className="flex min-w-0 flex-col gap-1.5">
            <label htmlFor="filter-search" className="font-medium text-sm">
              {t("search")}
            </label>
            <input
              type="search"
              id="filter-search"
              name="search"
              defaultValue={query.search}
              maxLength={200}
              placeholder={t("searchHint")}
              className="input h-11 text-base"
            />
          </div>
          <ShowField chosen={query.filter} />
          <Buttons canClear={toListAddress({ ...query, before: null }) !== toListAddress({})} />
        </div>
      </form>
    </search>
  );
}

async function ShowField({ chosen }: { chosen: ListQuery["filter"] }) {
  const t = await getTranslations("payments.filter");
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor="filter-show" className="font-medium text-sm">
        {t("show")}
      </label>
      <select id="filter-show" name="show" defaultValue={chosen} className="select h-11 text-base">
        {PAYMENT_FILTERS.map((filter) => (
          <option key={filter} value={filter}>
            {t(`filters.${filter}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

async function Buttons({ canClear }: { canClear: boolean }) {
  const t = await getTranslations("payments.filter");
  return (
    <div className="flex gap-2">
      <button type="submit" className="btn btn-primary h-11 flex-1 px-5">
        {t("apply")}
      </button>
      {canClear ? (
        <a href={toListAddress({})} className="btn btn-quiet h-11 px-4">
          {t("clear")}
        </a>
      ) : null}
    </div>
  );
}
