import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { DateTime } from "@/app/_ui/figures";
import { formatCredits, formatCreditsChange } from "@/app/_ui/format";
import type { GrantOrigin } from "@/lib/checkout/find-origins";
import type { ActivityView } from "@/lib/ledger/list-activity";
import { ActivityLines } from "./activity-lines";
import { CauseWords } from "./cause-words";

type Origins = ReadonlyMap<string, GrantOrigin>;

/** Operations in words, newest first: each leads to its receipt, and opens when several grants had a part in it. */
export function ActivityList({ activity, origins }: { activity: ActivityView[]; origins: Origins }) {
  return (
    <ul className="-my-3 divide-y divide-line">
      {activity.map((one) => (
        <ActivityRow key={one.seq} one={one} origins={origins} />
      ))}
    </ul>
  );
}

async function ActivityRow({ one, origins }: { one: ActivityView; origins: Origins }) {
  const t = await getTranslations("activity");
  return (
    <li className="py-3">
      <div className="flex items-baseline justify-between gap-4">
        <div className="min-w-0">
          <a
            href={`/dashboard/activity/${one.seq}`}
            className="line-clamp-2 break-words underline-offset-4 hover:underline"
          >
            <CauseWords of={one} origin={origins.get(one.lines[0]?.grantId ?? "")} />
          </a>
          <p className="text-muted text-sm">
            <DateTime at={one.createdAt} style="minute" />
            <UsedOfHold of={one} />
          </p>
        </div>
        <Change of={one} />
      </div>
      {one.lines.length > 1 ? (
        <details className="mt-1">
          <summary className="w-fit text-muted text-sm">{t("opened", { count: one.lines.length })}</summary>
          <ActivityLines lines={one.lines} origins={origins} />
        </details>
      ) : null}
    </li>
  );
}

/** A capture changes what can be used only by what it gives back; what it used was put aside before. */
async function UsedOfHold({ of: { kind, lines } }: { of: ActivityView }) {
  if (kind !== "capture") return null;
  const t = await getTranslations("activity");
  const { locale } = await getPreferences();
  const used = lines.reduce((sum, { to, amount }) => sum + (to === "spent" ? amount : 0), 0);
  return <>{` · ${t("onHold", { credits: formatCredits(used, locale) })}`}</>;
}

/** What it did to the credits that can be used; else, quietly, how many it moved. */
export async function Change({ of: { change, lines } }: { of: ActivityView }) {
  const { locale } = await getPreferences();
  const moved = lines.reduce((sum, line) => sum + line.amount, 0);
  const tone = change > 0 ? "text-success" : change < 0 ? "" : "text-muted";
  return (
    <span className={`figures shrink-0 font-medium ${tone}`}>
      {change === 0 ? formatCredits(moved, locale) : formatCreditsChange(change, locale)}
    </span>
  );
}
