import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { nameOfOrder } from "@/app/_payments/name-of-order";
import { dueMinorOf } from "@/app/_payments/notice";
import { Card } from "@/app/_ui/card";
import { DateTime, Money } from "@/app/_ui/figures";
import { formatCredits, formatMoney } from "@/app/_ui/format";
import { StatusDot } from "@/app/_ui/status-dot";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OrderView } from "@/lib/checkout/views";
import { cancelOpenOrder } from "../actions";

const TONES = {
  open: "off",
  declined: "bad",
  waiting_for_bank: "waiting",
  processing: "waiting",
  crediting: "good",
} as const;

type OpenProgress = keyof typeof TONES;

function isOpen(progress: OrderView["progress"]): progress is OpenProgress {
  return progress in TONES;
}

/** Orders that were begun and not paid: go on with them, or give them up. */
export async function OrdersCard({ orders }: { orders: OrderView[] }) {
  const t = await getTranslations("dashboard.orders");
  return (
    <Card title={t("title")}>
      <ul className="-my-4 divide-y divide-line">
        {orders.map((order) =>
          isOpen(order.progress) ? <OrderRow key={order.id} order={order} progress={order.progress} /> : null,
        )}
      </ul>
    </Card>
  );
}

async function OrderRow({ order, progress }: { order: OrderView; progress: OpenProgress }) {
  const t = await getTranslations("dashboard.orders");
  const { locale } = await getPreferences();
  const name = await nameOfOrder(order);
  const dueMinor = dueMinorOf(order);
  const price = formatMoney(dueMinor, order.currency, locale);
  const label = t("cancelOf", { name, price });
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">
          {t("one", { name, credits: formatCredits(order.credits, locale) })}
        </span>
        <Money amountMinor={dueMinor} currency={order.currency} />
      </div>
      <div className="mt-1 flex items-baseline justify-between gap-3 text-muted text-sm">
        <StatusDot tone={TONES[progress]}>{t(`progress.${progress}`)}</StatusDot>
        <DateTime at={order.createdAt} />
      </div>
      <OrderActions order={order} canPay={progress === "open" || progress === "declined"} label={label} />
    </li>
  );
}

type OrderActionsProps = { order: OrderView; canPay: boolean; label: string };

async function OrderActions({ order, canPay, label }: OrderActionsProps) {
  const t = await getTranslations("dashboard.orders");
  return (
    <div className="mt-3 flex gap-2">
      <a
        href={canPay ? `/checkout/${order.id}` : `/orders/${order.id}`}
        className="btn btn-primary tap flex-1"
      >
        {canPay ? t("resume") : t("follow")}
      </a>
      {canPay ? (
        <form action={cancelOpenOrder}>
          <input type="hidden" name="order" value={order.id} />
          <SubmitButton className="btn-quiet" pending={t("canceling")} label={label}>
            {t("cancel")}
          </SubmitButton>
        </form>
      ) : null}
    </div>
  );
}
