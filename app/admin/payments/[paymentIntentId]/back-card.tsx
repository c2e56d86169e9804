import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { DateTime, Money } from "@/app/_ui/figures";
import { formatCredits } from "@/app/_ui/format";
import { StatusDot } from "@/app/_ui/status-dot";
import { findOperators } from "@/lib/admin/find-operators";
import { stripePage } from "@/lib/admin/stripe-page";
import type {
  DisputeView,
  RefundView,
  ReversalsOfPayment,
  WarningView,
} from "@/lib/reversals/list-reversals";
import { IdLink } from "../_parts/id-link";
import { toneOfDispute, toneOfRefund, wordsOfDispute } from "./tones";

type BackCardProps = { back: ReversalsOfPayment; livemode: boolean };

/** What went back of the payment, is disputed or was warned of, and what each did to credits. */
export async function BackCard({ back, livemode }: BackCardProps) {
  const { refunds, disputes, warnings, keptCredits } = back;
  if (refunds.length + disputes.length + warnings.length === 0) return null;
  const t = await getTranslations("payments.one.moneyBack");
  const { locale } = await getPreferences();
  const operators = await findOperators(refunds.flatMap(({ operatorUserId }) => operatorUserId ?? []));
  const kept = { count: keptCredits, credits: formatCredits(keptCredits, locale) };
  return (
    <Card title={t("title")}>
      {keptCredits > 0 ? <p className="mb-3 text-sm">{t("kept", kept)}</p> : null}
      <ul className="-my-3 divide-y divide-line text-sm">
        {disputes.map((one) => (
          <DisputeRow key={one.id} dispute={one} livemode={livemode} />
        ))}
        {refunds.map((one) => (
          <RefundRow key={one.id} refund={one} operators={operators} />
        ))}
        {warnings.map((one) => (
          <WarningRow key={one.id} warning={one} />
        ))}
      </ul>
    </Card>
  );
}

type RefundRowProps = { refund: RefundView; operators: ReadonlyMap<string, string> };

async function RefundRow({ refund, operators }: RefundRowProps) {
  const t = await getTranslations("payments.one.moneyBack");
  const reasons = await getTranslations("payments.one.refund.reasons");
  const { id, amountMinor, currency, status, reason, failureReason, operatorUserId } = refund;
  const known = reason as "duplicate";
  return (
    <li className="py-3">
      <Line id={id} page={null} at={refund.happenedAt}>
        <StatusDot tone={toneOfRefund(status)}>{t(`refund.${status}`)}</StatusDot>
        <Money amountMinor={amountMinor} currency={currency} />
      </Line>
      <p className="mt-0.5 text-muted">
        {[
          reason && reasons.has(known) ? reasons(known) : reason?.replaceAll("_", " "),
          failureReason ? t("failed", { reason: failureReason.replaceAll("_", " ") }) : null,
          operatorUserId
            ? t("by", { operator: operators.get(operatorUserId) ?? operatorUserId })
            : t("atStripe"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Moved credits={refund.credits} />
    </li>
  );
}

async function DisputeRow({ dispute, livemode }: { dispute: DisputeView; livemode: boolean }) {
  const t = await getTranslations("payments.one.moneyBack");
  const { id, amountMinor, currency, status, reason, dueBy } = dispute;
  return (
    <li className="py-3">
      <Line id={id} page={stripePage("disputes", id, livemode)} at={dispute.happenedAt}>
        <StatusDot tone={toneOfDispute(status)}>{t(`dispute.${wordsOfDispute(status)}`)}</StatusDot>
        <Money amountMinor={amountMinor} currency={currency} />
      </Line>
      <p className="mt-0.5 text-muted">{t("claims", { reason: reason.replaceAll("_", " ") })}</p>
      {dueBy && status.endsWith("needs_response") ? (
        <p className="mt-0.5">
          {t("dueBy")}{" "}
          <strong className="font-medium">
            <DateTime at={dueBy} style="minute" />
          </strong>
        </p>
      ) : null}
      <Moved credits={dispute.credits} />
    </li>
  );
}

async function WarningRow({ warning: { id, fraudType, actionable, happenedAt } }: { warning: WarningView }) {
  const t = await getTranslations("payments.one.moneyBack");
  return (
    <li className="py-3">
      <Line id={id} page={null} at={happenedAt}>
        <StatusDot tone={actionable ? "bad" : "off"}>
          {actionable ? t("warning.actionable") : t("warning.over")}
        </StatusDot>
      </Line>
      <p className="mt-0.5 text-muted">{fraudType.replaceAll("_", " ")}</p>
    </li>
  );
}

type LineProps = { id: string; page: string | null; at: string; children: ReactNode };

function Line({ id, page, at, children }: LineProps) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <span className="flex flex-wrap items-baseline gap-x-4">{children}</span>
      <span className="flex flex-wrap items-baseline gap-x-4 text-muted">
        <IdLink id={id} page={page} />
        <DateTime at={at} style="minute" />
      </span>
    </div>
  );
}

/** What it did to credits, when it did anything. */
async function Moved({ credits: { taken, given, spared } }: { credits: RefundView["credits"] }) {
  const t = await getTranslations("payments.one.moneyBack");
  const { locale } = await getPreferences();
  const said = [
    taken > 0 ? t("taken", { count: taken, credits: formatCredits(taken, locale) }) : null,
    given > 0 ? t("given", { count: given, credits: formatCredits(given, locale) }) : null,
    spared > 0 ? t("spared", { count: spared, credits: formatCredits(spared, locale) }) : null,
  ].filter((one) => one !== null);
  return said.length > 0 ? <p className="figures mt-0.5 text-muted">{said.join(" · ")}</p> : null;
}
