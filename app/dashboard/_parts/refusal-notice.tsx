import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";
import type { CancelOrderRefusal } from "@/lib/checkout/refusals";

const TOLD: readonly CancelOrderRefusal[] = [
  "order_not_found",
  "order_already_paid",
  "order_canceled",
  "order_parked",
  "payment_in_progress",
  "stripe_unavailable",
];

/** Why what was just asked did not happen. Anything else in the address says nothing. */
export async function RefusalNotice({ refusal }: { refusal: unknown }) {
  const told = TOLD.find((known) => known === refusal);
  if (!told) return null;
  const t = await getTranslations("dashboard.refusals");
  return (
    <Notice tone="warn" className="mb-4">
      {t(told)}
    </Notice>
  );
}
