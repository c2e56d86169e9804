import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { DateTime } from "@/app/_ui/figures";
import { formatCredits, formatCreditsChange } from "@/app/_ui/format";
import type { EntryView } from "@/lib/ledger/views";
import { isId } from "@/lib/platform/ids";
import { describeEntry } from "../describe-entry";

/** The last lines of the ledger, newest first, in words. */
export async function EntriesCard({ entries }: { entries: EntryView[] }) {
  const t = await getTranslations("dashboard.entries");
  return (
    <Card title={t("title")}>
      <ul className="-my-3 divide-y divide-line">
        {entries.map((entry) => (
          <EntryRow key={entry.seq} entry={entry} />
        ))}
      </ul>
    </Card>
  );
}

async function EntryRow({ entry }: { entry: EntryView }) {
  const t = await getTranslations("dashboard.entries.words");
  const { locale } = await getPreferences();
  const { words, change } = describeEntry(entry);
  return (
    <li className="flex items-baseline justify-between gap-4 py-3">
      <div className="min-w-0">
        {words === "added" && entry.reference && isId(entry.reference) ? (
          <a href={`/orders/${entry.reference}`} className="underline-offset-4 hover:underline">
            {t(words)}
          </a>
        ) : (
          <p className="truncate">
            {t(words)}
            {entry.reference && !isId(entry.reference) ? (
              <span className="text-muted"> · {entry.reference}</span>
            ) : null}
          </p>
        )}
        <p className="text-muted text-sm">
          <DateTime at={entry.createdAt} style="minute" />
        </p>
      </div>
      <span className={`figures font-medium ${change > 0 ? "text-success" : change < 0 ? "" : "text-muted"}`}>
        {change === 0 ? formatCredits(entry.amount, locale) : formatCreditsChange(change, locale)}
      </span>
    </li>
  );
}
