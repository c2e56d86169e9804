import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Code, Facts } from "@/app/_ui/facts";
import { Money } from "@/app/_ui/figures";
import { sayPaymentMethod } from "@/app/_ui/payment-method";
import { type ChargeView, findCharge } from "@/lib/admin/find-charge";
import type { PaymentView } from "@/lib/admin/find-payment";

/** What the charge brought us: in the currency of our balance, after Stripe's fee. */
export async function ChargeCard({ payment }: { payment: PaymentView }) {
  const t = await getTranslations("payments.one.charge");
  const found = await findCharge(payment.paymentIntentId);
  return (
    <Card title={t("title")}>
      {found.ok && found.charge ? (
        <Booked charge={found.charge} payment={payment} />
      ) : (
        <p className="text-muted text-sm">{found.ok ? t("none") : t("away")}</p>
      )}
    </Card>
  );
}

async function Booked({ charge, payment }: { charge: ChargeView; payment: PaymentView }) {
  const t = await getTranslations("payments.one.charge");
  const { chargeId, settlement } = charge;
  // Of a plan we keep no method, so it is shown here, as Stripe says it.
  const method = payment.method === null && charge.method ? await sayPaymentMethod(charge) : null;
  const money = (amountMinor: number) =>
    settlement && <Money amountMinor={amountMinor} currency={settlement.currency} />;
  return (
    <>
      <Facts
        facts={[
          [t("id"), <Code key="id">{chargeId}</Code>],
          method ? [t("method"), method] : null,
          settlement && [t("gross"), money(settlement.amountMinor)],
          settlement && [t("fee"), money(settlement.feeMinor)],
          settlement && [t("net"), money(settlement.amountMinor - settlement.feeMinor)],
          settlement?.exchangeRate
            ? [t("rate"), <RateOf key="rate" settlement={settlement} payment={payment} />]
            : null,
          settlement && [t("transaction"), <Code key="txn">{settlement.balanceTransactionId}</Code>],
        ]}
      />
      {settlement ? null : <p className="mt-4 text-muted text-sm">{t("notBooked")}</p>}
    </>
  );
}

type RateOfProps = { settlement: NonNullable<ChargeView["settlement"]>; payment: PaymentView };

function RateOf({ settlement, payment }: RateOfProps) {
  const [from, to] = [payment.currency.toUpperCase(), settlement.currency.toUpperCase()];
  return <span className="figures">{`1 ${from} = ${settlement.exchangeRate} ${to}`}</span>;
}
