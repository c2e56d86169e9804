import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";

const TONES = {
  added: "success",
  default: "success",
  removed: "success",
  processing: "info",
  payment_method_not_found: "warn",
  last_payment_method_of_plan: "warn",
  payment_method_pays_plan: "warn",
  stripe_unavailable: "warn",
} as const;

type Told = keyof typeof TONES;

/** What came of the last step. Anything else in the address says nothing. */
export async function OutcomeNotice({ after }: { after: string | undefined }) {
  const told = (Object.keys(TONES) as Told[]).find((known) => known === after);
  if (!told) return null;
  const t = await getTranslations("billing.outcome");
  return (
    <Notice tone={TONES[told]} className="mb-6">
      {t(told)}
    </Notice>
  );
}
