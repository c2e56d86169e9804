import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { Notice } from "@/app/_ui/notice";
import { Page } from "@/app/_ui/page";
import { type Query, readQuery } from "@/app/(auth)/query";
import { listTrouble, type Trouble } from "@/lib/admin/list-trouble";
import { requireOperator } from "./require-operator";
import { TroubleGroup } from "./trouble-group";

const SHOWN_MAX = 200;

export async function generateMetadata(): Promise<Metadata> {
  await requireOperator();
  return { title: (await getTranslations("admin"))("title"), robots: { index: false } };
}

export default async function AdminPage({ searchParams }: { searchParams: Query }) {
  await requireOperator();
  const [t, trouble] = await Promise.all([getTranslations("admin"), listTrouble({ limit: SHOWN_MAX })]);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <AfterRun ran={await readQuery(searchParams, "ran")} />
      {trouble.length === 0 ? (
        <section className="panel">
          <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
        </section>
      ) : (
        <div className="flex flex-col gap-6">
          {trouble.length === SHOWN_MAX ? (
            <Notice tone="info">{t("more", { shown: SHOWN_MAX })}</Notice>
          ) : null}
          {[...byReason(trouble)].map(([reason, rows]) => (
            <TroubleGroup key={reason} rows={rows} />
          ))}
        </div>
      )}
    </Page>
  );
}

/** Rows of one kind and reason stand together, in the order of their newest. */
function byReason(trouble: readonly Trouble[]): Map<string, [Trouble, ...Trouble[]]> {
  const groups = new Map<string, [Trouble, ...Trouble[]]>();
  for (const one of trouble) {
    const name = `${one.kind}.${one.reason}`;
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}

const RAN = [
  "processed",
  "ignored",
  "failed",
  "waiting",
  "parked",
  "event_already_processed",
  "payload_trimmed",
] as const;

async function AfterRun({ ran }: { ran: string | undefined }) {
  const outcome = RAN.find((known) => known === ran);
  if (!outcome) return null;
  const t = await getTranslations("admin.ran");
  const isDone = outcome === "processed" || outcome === "ignored" || outcome === "event_already_processed";
  return (
    <Notice tone={isDone ? "success" : "warn"} className="mb-6">
      {t(outcome)}
    </Notice>
  );
}
