import { getTranslations } from "next-intl/server";
import { DateTime } from "@/app/_ui/figures";
import type { OperationView } from "@/lib/ledger/views";

type Entry = OperationView["entries"][number];

function wordsOf({ to }: Entry): "held" | "spent" | "available" | "other" {
  return to === "held" || to === "spent" || to === "available" ? to : "other";
}

/** The lines of the ledger that a job wrote, in their order. */
export async function LedgerLines({ operations }: { operations: OperationView[] }) {
  const t = await getTranslations("playground.result");
  const lines = operations.flatMap(({ entries, createdAt }) =>
    entries.map((entry) => ({ entry, createdAt })),
  );
  return (
    <>
      <h3 className="font-medium text-sm">{t("ledger")}</h3>
      <ol className="mt-1 divide-y divide-line">
        {lines.map(({ entry, createdAt }) => (
          <li key={entry.seq} className="py-2">
            <p>{t(`moves.${wordsOf(entry)}`, { credits: entry.amount })}</p>
            <p className="figures text-muted text-sm">
              {t("line", { seq: entry.seq })} · <DateTime at={createdAt} style="minute" />
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
