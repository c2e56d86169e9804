import { getTranslations } from "next-intl/server";
import { DateTime } from "@/app/_ui/figures";
import { Notice } from "@/app/_ui/notice";
import type { LastZero } from "@/lib/reconciliation/list-runs";
import type { Report } from "@/lib/reconciliation/read-report";

/** What the shown comparison came to, and since when everything is known to be the same. */
export async function Verdict({ report, zero }: { report: Report; zero: LastZero | null }) {
  const t = await getTranslations("reconciliation.verdict");
  const name = nameOf(report);
  const values = { healed: report.healed, left: report.left };
  return (
    <Notice tone={TONES[name]} title={t(`${name}.title`, values)}>
      <p>{t(`${name}.text`, values)}</p>
      {name === "stopped" ? <p className="mt-1 break-words">{report.trouble ?? t("noWord")}</p> : null}
      <p className="mt-1">
        {t("mode", { mode: report.livemode ? "live" : "test" })} <Window report={report} />
      </p>
      <p className="mt-1">
        {zero
          ? t.rich("zero", { at: () => <DateTime at={zero.until} style="minute" />, days: zero.days ?? 0 })
          : t("neverZero")}
      </p>
    </Notice>
  );
}

const TONES = {
  same: "success",
  healed: "success",
  different: "danger",
  stopped: "warn",
  running: "info",
} as const;

function nameOf({ ok, state, trouble, healed }: Report): keyof typeof TONES {
  if (state !== "finished") return state === "running" && trouble === null ? "running" : "stopped";
  if (!ok) return "different";
  return healed > 0 ? "healed" : "same";
}

async function Window({ report: { since, until } }: { report: Report }) {
  const t = await getTranslations("reconciliation.verdict");
  const end = () => <DateTime at={until} style="minute" />;
  if (since === null) return t.rich("everUntil", { until: end });
  return t.rich("fromUntil", { since: () => <DateTime at={since} style="minute" />, until: end });
}
