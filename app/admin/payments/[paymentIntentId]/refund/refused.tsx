import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";

const REFUSALS = [
  "payment_not_found",
  "amount_not_positive",
  "amount_unreadable",
  "disputed",
  "payment_not_refundable",
  "refused_by_stripe",
  "amount_over_rest",
  "refund_in_progress",
  "effect_changed",
  "stripe_unavailable",
] as const;

/** Why the refund that was just asked for was not made, above what it would do now. */
export async function RefusedNotice({ refusal }: { refusal: string | undefined }) {
  const known = REFUSALS.find((one) => one === refusal);
  if (!known) return null;
  const t = await getTranslations("payments.refund.refusals");
  return (
    <Notice tone="danger" title={t(`${known}.title`)} className="mb-6">
      {t(`${known}.text`)}
    </Notice>
  );
}

/** Why there is nothing to confirm, and the way back. */
export async function NoRefund({ refusal, back }: { refusal: (typeof REFUSALS)[number]; back: string }) {
  const t = await getTranslations("payments.refund");
  return (
    <Notice
      tone="warn"
      title={t(`refusals.${refusal}.title`)}
      action={
        <a href={back} className="btn btn-quiet tap">
          {t("back")}
        </a>
      }
    >
      {t(`refusals.${refusal}.text`)}
    </Notice>
  );
}
