import { getTranslations } from "next-intl/server";
import { Credits } from "@/app/_ui/figures";
import type { GrantOrigin } from "@/lib/checkout/find-origins";
import type { ActivityLine } from "@/lib/ledger/list-activity";
import { wordsOfLine } from "../cause-of";
import { sayOriginWithDate } from "./cause-words";

/** A draw from thousands of small grants would make a page nobody reads; the export has every line. */
const LINES_SHOWN = 20;

type ActivityLinesProps = { lines: ActivityLine[]; origins: ReadonlyMap<string, GrantOrigin> };

/** The lines of the ledger an operation is made of: how many of which credits did what. */
export async function ActivityLines({ lines, origins }: ActivityLinesProps) {
  const t = await getTranslations("activity");
  const hidden = lines.length - LINES_SHOWN;
  return (
    <ul className="mt-1 border-line border-l-2 pl-3 text-sm">
      {lines.slice(0, LINES_SHOWN).map((line) => (
        <Line key={line.seq} line={line} origin={origins.get(line.grantId)} />
      ))}
      {hidden > 0 ? <li className="py-1 text-muted">{t("more", { count: hidden })}</li> : null}
    </ul>
  );
}

async function Line({ line, origin }: { line: ActivityLine; origin: GrantOrigin | undefined }) {
  const t = await getTranslations("activity.lines");
  return (
    <li className="flex items-baseline justify-between gap-4 py-1">
      <span className="min-w-0">
        {t(wordsOfLine(line))}
        <span className="text-muted"> · {await sayOriginWithDate(origin)}</span>
      </span>
      <Credits count={line.amount} />
    </li>
  );
}
