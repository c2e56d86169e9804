import { after } from "next/server";
import { getTranslations } from "next-intl/server";
import { DateTime } from "@/app/_ui/figures";
import { Notice } from "@/app/_ui/notice";
import { examine } from "@/lib/doctor/examine";
import { CHECKS, type CheckName, type Finding, isWrong } from "@/lib/doctor/finding";
import { keepLook } from "@/lib/doctor/look-at-webhooks";
import { now } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { CheckCard } from "./check-card";

type Group = { check: CheckName; findings: Finding[] };

const WEBHOOK_CHECKS: readonly CheckName[] = ["address", "secret", "endpoint", "probe", "events"];

/** Everything looked at now: what is broken first, then what to mind, then all that is in order. */
export async function Examination() {
  const findings = await examine(process.env);
  after(() => remember(findings));
  const groups = CHECKS.map((check) => ({ check, findings: findings.filter((one) => one.check === check) }));
  const wrong = groups.filter(({ findings: found }) => found.some(isWrong));
  const right = groups.filter((group) => !wrong.includes(group));
  const isBroken = (group: Group) => group.findings.some(({ status }) => status === "fail");
  const inOrderOfWeight = [...wrong.filter(isBroken), ...wrong.filter((group) => !isBroken(group))];
  return (
    <div className="flex flex-col gap-6">
      <Summary findings={findings} />
      {inOrderOfWeight.map((group) => (
        <CheckCard key={group.check} {...group} />
      ))}
      {right.length > 0 ? <InOrder groups={right} /> : null}
    </div>
  );
}

/** The banner of all pages tells what was seen last, whoever saw it. */
async function remember(findings: Finding[]): Promise<void> {
  try {
    await keepLook(findings.filter(({ check }) => WEBHOOK_CHECKS.includes(check)));
  } catch (error) {
    log.warn({ err: error }, "what was found about the set-up could not be kept");
  }
}

async function Summary({ findings }: { findings: Finding[] }) {
  const t = await getTranslations("setup");
  const count = (status: Finding["status"]) => findings.filter((one) => one.status === status).length;
  const [fails, warns] = [count("fail"), count("warn")];
  const isRight = fails + warns === 0;
  const tone = isRight ? "success" : fails > 0 ? "danger" : "warn";
  const title = isRight ? t("summary.right") : t("summary.wrong", { fails, warns });
  return (
    <Notice tone={tone} title={title}>
      <p className="text-muted">
        {t("here")} <span className="break-all">{env().appUrl}</span> ·{" "}
        <DateTime at={now().toISOString()} style="minute" />
      </p>
      <p className="mt-1 text-muted">{t("command")}</p>
    </Notice>
  );
}

async function InOrder({ groups }: { groups: Group[] }) {
  const t = await getTranslations("setup");
  return (
    <section aria-label={t("status.pass")} className="panel p-5 sm:p-6">
      <h2 className="mb-4 text-base">{t("status.pass")}</h2>
      <dl className="divide-y divide-line text-sm">
        {groups.map(({ check, findings }) => (
          <div
            key={check}
            className="grid gap-x-6 gap-y-0.5 py-2.5 first:pt-0 last:pb-0 sm:grid-cols-[14rem_1fr]"
          >
            <dt className="text-muted">{t(`checks.${check}.title`)}</dt>
            <dd className="min-w-0 break-words">
              {findings.map(({ name, facts }) => t(`findings.${name}.is`, facts)).join(" ")}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
