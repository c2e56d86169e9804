import { getTranslations } from "next-intl/server";
import { Code } from "@/app/_ui/facts";
import { Notice } from "@/app/_ui/notice";
import type { PaymentView } from "@/lib/admin/find-payment";
import { findReason } from "../../find-reason";

/** What an operator must know before anything else: why nothing was credited, and what may have been bought twice. */
export function PaymentNotices({ payment }: { payment: PaymentView }) {
  return (
    <div className="flex flex-col gap-4 [&:not(:empty)]:mb-6">
      {payment.parkedReason ? <ParkedNotice payment={payment} reason={payment.parkedReason} /> : null}
      {payment.twins.length > 0 ? <TwinNotice payment={payment} /> : null}
    </div>
  );
}

async function ParkedNotice({ payment, reason }: { payment: PaymentView; reason: string }) {
  const t = await getTranslations("admin");
  const known = await findReason(`${payment.kind === "plan" ? "invoice" : "payment"}.${reason}`);
  return (
    <Notice tone="warn" title={known ? t(`reasons.${known}.title`) : t("other.title", { reason })}>
      {known ? t(`reasons.${known}.means`) : t("other.means")}
    </Notice>
  );
}

async function TwinNotice({ payment }: { payment: PaymentView }) {
  const t = await getTranslations("payments.one.twin");
  return (
    <Notice tone="warn" title={t("title")}>
      <p>{t("text")}</p>
      <ul className="mt-2 flex flex-col gap-1">
        {payment.twins.map(({ paymentIntentId }) => (
          <li key={paymentIntentId}>
            <a href={`/admin/payments/${paymentIntentId}`} className="underline underline-offset-4">
              <Code>{paymentIntentId}</Code>
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
