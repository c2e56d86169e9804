import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { stripeSource } from "@/app/_payments/stripe-source";
import { TestRibbon } from "@/app/_payments/test-ribbon";
import { formatAnyMoney } from "@/app/_ui/format";
import type { InvoicePageView } from "@/lib/due-invoices/views";
import { listPaymentMethods } from "@/lib/payment-methods/list-payment-methods";
import { env } from "@/lib/platform/env";
import { describeSaved } from "./describe-saved";
import { invoiceWords } from "./invoice-words";
import { OwedCard } from "./owed-card";
import { PayIsland } from "./pay-island";

/** What is owed, and two ways to pay it: the card that is saved, or another one. */
export async function PayInvoice({ walletId, invoice }: { walletId: string; invoice: InvoicePageView }) {
  const t = await getTranslations("dashboard.invoice");
  const { locale } = await getPreferences();
  const saved = await listPaymentMethods(walletId);
  const method = saved.ok ? saved.methods.find(({ isDefault }) => isDefault) : undefined;
  const amount = formatAnyMoney(invoice.amountMinor, invoice.currency, locale);
  const label = method ? await describeSaved(method) : "";
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
            asksBank: invoice.due?.ask === "bank" && invoice.triedWithId === method?.id,
          }}
          savedId={method?.id ?? null}
          locale={locale}
          source={stripeSource()}
          words={await invoiceWords(amount, label)}
        />
      </div>
    </div>
  );
}
