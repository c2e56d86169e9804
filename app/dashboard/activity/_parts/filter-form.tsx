import { getTranslations } from "next-intl/server";
import type { ComponentProps, ReactNode } from "react";
import { type ActivityQuery, isFiltered, KIND_GROUPS, type KindGroup } from "../read-query";

type FilterFormProps = { query: ActivityQuery; grantName: string | null };

/** What to show. A plain form: the address says it all, so it can be kept and sent to somebody. */
export async function FilterForm({ query, grantName }: FilterFormProps) {
  const t = await getTranslations("activity.filter");
  return (
    <search className="print:hidden">
      <form action="/dashboard/activity" aria-label={t("title")} className="panel mb-4 p-4 sm:p-5">
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-[1.2fr_1fr_1fr_1.6fr_auto] lg:items-end">
          <KindField chosen={query.kind} />
          <InputField name="from" label={t("from")} type="date" defaultValue={query.from ?? ""} />
          <InputField name="until" label={t("until")} type="date" defaultValue={query.until ?? ""} />
          <Labelled name="search" label={t("search")} className="col-span-2">
            <SearchInput value={query.search} />
          </Labelled>
          <Buttons canClear={isFiltered(query)} />
        </div>
        {query.grant && grantName ? (
          <p className="mt-3 text-muted text-sm">
            <input type="hidden" name="grant" value={query.grant} />
            {t("grant", { origin: grantName })}
          </p>
        ) : null}
      </form>
    </search>
  );
}

async function Buttons({ canClear }: { canClear: boolean }) {
  const t = await getTranslations("activity.filter");
  return (
    <div className="col-span-2 flex gap-2 lg:col-span-1">
      <button type="submit" className="btn btn-primary h-11 flex-1 px-5">
        {t("apply")}
      </button>
      {canClear ? (
        <a href="/dashboard/activity" className="btn btn-quiet h-11 px-4">
          {t("clear")}
        </a>
      ) : null}
    </div>
  );
}

async function SearchInput({ value }: { value: string }) {
  const t = await getTranslations("activity.filter");
  return (
    <input
      type="search"
      id="filter-search"
      name="search"
      defaultValue={value}
      maxLength={200}
      placeholder={t("searchHint")}
      className="input h-11 text-base"
    />
  );
}

function InputField({ label, name, ...input }: ComponentProps<"input"> & { label: string; name: string }) {
  return (
    <Labelled name={name} label={label}>
      <input {...input} id={`filter-${name}`} name={name} className="input h-11 text-base" />
    </Labelled>
  );
}

async function KindField({ chosen }: { chosen: KindGroup | null }) {
  const t = await getTranslations("activity.filter");
  return (
    <Labelled name="kind" label={t("kind")} className="col-span-2">
      <select id="filter-kind" name="kind" defaultValue={chosen ?? ""} className="select h-11 text-base">
        <option value="">{t("all")}</option>
        {Object.keys(KIND_GROUPS).map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind as KindGroup}`)}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

type LabelledProps = { label: string; name: string; className?: string; children: ReactNode };

function Labelled({ label, name, className = "", children }: LabelledProps) {
  return (
    <div className={`flex min-w-0 flex-col gap-1.5 lg:col-span-1 ${className}`}>
      <label htmlFor={`filter-${name}`} className="font-medium text-sm">
        {label}
      </label>
      {children}
    </div>
  );
}
