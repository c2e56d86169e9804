import { createTranslator } from "next-intl";
import { CHECKS, type Finding, isWrong } from "@/lib/doctor/finding";
import type { Env } from "@/lib/platform/env";
import setup from "@/messages/en/setup.json";

const COLUMNS = 100;
const NAME_COLUMNS = 32;
const MARKS = { pass: "ok  ", warn: "warn", fail: "FAIL" } as const;

const t = createTranslator({ locale: "en", messages: { setup }, namespace: "setup" });

/** The findings for a person at a terminal: each check with what is, and of what is wrong why it matters and its cure. */
export function describeFindings({ appUrl, stripe }: Env, findings: readonly Finding[]): string {
  const mode = stripe.emulated ? "the emulator" : stripe.livemode ? "Stripe, live mode" : "Stripe, test mode";
  const blocks = CHECKS.flatMap((check) => {
    const ofCheck = findings.filter((one) => one.check === check);
    const firstWrong = ofCheck.find(isWrong);
    return ofCheck.map((one, index) => tell(one, { isFirst: index === 0, sayWhy: one === firstWrong }));
  });
  return [
    `Topup's set-up at ${appUrl || "an unknown address"}, ${mode}\n`,
    ...blocks,
    `\n${summaryOf(findings)}\n`,
  ].join("\n");
}

/** Why a check matters is said once, at the first thing that is wrong. */
function tell(finding: Finding, { isFirst, sayWhy }: { isFirst: boolean; sayWhy: boolean }): string {
  const { check, name, status, facts } = finding;
  const title = isFirst ? t(`checks.${check}.title`) : "";
  const lines = wrap(t(`findings.${name}.is`, facts));
  const head = `${MARKS[status]}  ${title.padEnd(NAME_COLUMNS)}`;
  const is = lines.map((line, at) => (at === 0 ? head : " ".repeat(head.length)) + line);
  if (status === "pass") return is.join("\n");
  const why = sayWhy ? labelled("Why", t(`checks.${check}.why`)) : [];
  return [...is, ...why, ...labelled("Mend", mendingOf(finding))].join("\n");
}

function mendingOf({ name, facts }: Finding): string {
  const key = `findings.${name}.mend` as "findings.setting_wrong.mend";
  return t.has(key) ? t(key, facts) : "";
}

function labelled(label: string, text: string): string[] {
  const indent = " ".repeat(MARKS.pass.length + 2 + NAME_COLUMNS);
  return wrap(text, COLUMNS - 6).map((line, at) => `${indent}${(at === 0 ? label : "").padEnd(6)}${line}`);
}

function wrap(text: string, columns = COLUMNS): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}

function summaryOf(findings: readonly Finding[]): string {
  const count = (status: Finding["status"]) => findings.filter((one) => one.status === status).length;
  const [fails, warns] = [count("fail"), count("warn")];
  return fails + warns === 0 ? t("summary.right") : t("summary.wrong", { fails, warns });
}
