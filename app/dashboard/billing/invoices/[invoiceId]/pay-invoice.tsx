import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { stripeSource } from "@/app/_payments/stripe-source";
import { TestRibbon } from "@/app/_payments/test-ribbon";
import { formatAnyMoney } from "@/app/_ui/format";
import type { InvoicePageView } from "@/lib/due-invoices/views";
import { listPaymentMethods } from "@/lib/payment-methods/list-payment-methods";
import type { PaymentMethodView } from "@/lib/payment-methods/views";
import { env } from "@/lib/platform/env";
import { describeSaved } from "./describe-saved";
import { invoiceWords } from "./invoice-words";
import { OwedCard } from "./owed-card";
import { PayIsland } from "./pay-island";

/** What is owed, and two ways to pay it: the card that is saved, or another one. */
export async function PayInvoice({ walletId, invoice }: { walletId: string; invoice: InvoicePageView }) {
  const t = await getTranslations("dashboard.invoice");
  const { locale } = await getPreferences();
  const saved = await usableMethods(walletId);
  const amount = formatAnyMoney(invoice.amountMinor, invoice.currency, locale);
  const labels = await Promise.all(saved.map(describeSaved));
  const words = await invoiceWords(amount, labels);
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:gap-12" data-pays-invoice="">
      <OwedCard invoice={invoice} />
      <div className="grid content-start gap-4">
        {!env().stripe.livemode && <TestRibbon />}
        <noscript>{t("noScript")}</noscript>
        <PayIsland
          invoice={{
            id: invoice.id,
            amountMinor: invoice.amountMinor,
            currency: invoice.currency,
            asksBank: invoice.due?.ask === "bank" && invoice.triedWithId === saved[0]?.id,
          }}
          savedIds={saved.map(({ id }) => id)}
          locale={locale}
          source={stripeSource()}
          words={words}
        />
      </div>
    </div>
  );
}

/** What is saved and can be charged, the one that is charged for the plan first; none when Stripe does not answer. */
async function usableMethods(walletId: string): Promise<PaymentMethodView[]> {
  const saved = await listPaymentMethods(walletId);
  const usable = saved.ok ? saved.methods.filter(({ validity }) => validity !== "over") : [];
  return usable.toSorted((left, right) => Number(right.isDefault) - Number(left.isDefault));
}
