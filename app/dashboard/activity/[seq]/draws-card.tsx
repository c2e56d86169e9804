import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Credits } from "@/app/_ui/figures";
import type { GrantOrigin } from "@/lib/checkout/find-origins";
import { type ExplainedDraw, explainDraws } from "@/lib/ledger/explain-draws";
import type { ActivityView } from "@/lib/ledger/list-activity";
import { sayOriginWithDate } from "../../_parts/cause-words";

const DRAWS_SHOWN = 20;

type DrawsCardProps = {
  walletId: string;
  activity: ActivityView;
  origins: ReadonlyMap<string, GrantOrigin>;
};

/** Which credits paid for what was spent or reserved, in the order in which they were used, and why in this order. */
export async function DrawsCard({ walletId, activity, origins }: DrawsCardProps) {
  if (!["spend", "hold", "capture"].includes(activity.kind)) return null;
  const t = await getTranslations("activity");
  const draws = await explainDraws(walletId, activity.lines);
  const hidden = draws.length - DRAWS_SHOWN;
  return (
    <Card title={t("receipt.draws.title")}>
      <ol className="divide-y divide-line text-sm">
        {draws.slice(0, DRAWS_SHOWN).map((draw) => (
          <Draw key={draw.grantId} draw={draw} origin={origins.get(draw.grantId)} />
        ))}
      </ol>
      {hidden > 0 ? <p className="text-muted text-sm">{t("more", { count: hidden })}</p> : null}
      <p className="mt-3 text-muted text-sm">{t("receipt.draws.rule")}</p>
    </Card>
  );
}

async function Draw({ draw, origin }: { draw: ExplainedDraw; origin: GrantOrigin | undefined }) {
  const t = await getTranslations("activity.receipt.draws.reasons");
  return (
    <li className="flex items-baseline justify-between gap-4 py-2.5 first:pt-0">
      <div className="min-w-0">
        <a
          href={`/dashboard/activity/${draw.beganAt}`}
          className="underline underline-offset-4 hover:decoration-2"
        >
          {await sayOriginWithDate(origin)}
        </a>
        {draw.reason ? <p className="text-muted">{t(draw.reason)}</p> : null}
      </div>
      <Credits count={draw.amount} />
    </li>
  );
}
