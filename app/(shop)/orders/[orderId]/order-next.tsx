import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { cancel } from "@/app/_payments/actions";
import { dueMinorOf } from "@/app/_payments/notice";
import { formatMoney } from "@/app/_ui/format";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OrderProgress, OrderView } from "@/lib/checkout/views";

/** The one thing to do first in each state, then what else is possible. */
const NEXT: Record<
  OrderProgress,
  { first: "pay" | "otherCard" | "bank" | "dashboard" | "again"; cancel: boolean }
> = {
  open: { first: "pay", cancel: true },
  declined: { first: "otherCard", cancel: true },
  waiting_for_bank: { first: "bank", cancel: true },
  processing: { first: "dashboard", cancel: false },
  crediting: { first: "dashboard", cancel: false },
  credited: { first: "dashboard", cancel: false },
  canceled: { first: "again", cancel: false },
  parked: { first: "dashboard", cancel: false },
};

/** A plan has other words where no money is due, and where another one is chosen. */
function ofPlan(first: (typeof NEXT)[OrderProgress]["first"], dueMinor: number) {
  if (first === "again") return "againPlan";
  return first === "pay" && dueMinor === 0 ? "start" : first;
}

export async function OrderNext({ order }: { order: OrderView }) {
  const t = await getTranslations("order.next");
  const { locale } = await getPreferences();
  const { first, cancel: mayCancel } = NEXT[order.progress];
  const { plan } = order;
  const checkout = `/checkout/${order.id}`;
  const shop = plan ? `/?interval=${plan.interval}#plans` : "/#packs";
  const href = first === "dashboard" ? "/dashboard" : first === "again" ? shop : checkout;
  const amount = formatMoney(dueMinorOf(order), order.currency, locale);
  return (
    <nav aria-label={t("title")} className="flex flex-wrap items-center gap-3">
      <Link className="btn btn-primary tap" href={href} prefetch={false}>
        {t(plan ? ofPlan(first, plan.dueMinor) : first, { amount })}
      </Link>
      {first === "bank" && (
        <Link className="btn btn-quiet tap" href={checkout} prefetch={false}>
          {t("otherCard")}
        </Link>
      )}
      {order.progress === "credited" && (
        <Link className="btn btn-quiet tap" href={plan ? "/dashboard/plan" : "/#packs"} prefetch={false}>
          {t(plan ? "plan" : "more")}
        </Link>
      )}
      {mayCancel && (
        <form action={cancel} className="ml-auto">
          <input type="hidden" name="orderId" value={order.id} />
          <SubmitButton className="btn-ghost text-muted">{t("cancel")}</SubmitButton>
        </form>
      )}
    </nav>
  );
}
