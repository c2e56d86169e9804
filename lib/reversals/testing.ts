import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { moneyOf, newOrder } from "@/lib/checkout/testing";
import { spendCredits } from "@/lib/ledger/spend-credits";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { DisputeFacts } from "@/lib/stripe/disputes";
import type { RefundFacts } from "@/lib/stripe/refunds";
import { absorbDispute } from "./absorb-dispute";
import { absorbRefund } from "./absorb-refund";
import { drawTicket } from "./known";
import type { MoneyReading } from "./read-money";

export type Bought = { walletId: string; orderId: string; paymentIntentId: string };

/** For tests: a person who bought 100 credits for 5.00 USD. */
export async function newPurchase(): Promise<Bought> {
  const order = await newOrder();
  const money = moneyOf(order);
  await inTransaction((tx) => settlePayment(tx, money, now()));
  return { ...order, paymentIntentId: money.id };
}

/** For tests: the person uses credits. */
export async function spend(walletId: string, credits: number): Promise<void> {
  const spent = await inTransaction((tx) =>
    spendCredits(tx, { walletId, key: newId(), credits, reference: null }),
  );
  if (!spent.ok) throw new Error(spent.refusal);
}

/** For tests: a refund of a payment, as Stripe would tell of it. */
export function refundOf(
  { paymentIntentId }: { paymentIntentId: string },
  changed: Partial<RefundFacts> = {},
): RefundFacts {
  return {
    id: `re_${newId()}`,
    paymentIntentId,
    chargeId: null,
    currency: "usd",
    amountMinor: 500,
    status: "succeeded",
    reason: null,
    failureReason: null,
    requestId: null,
    createdAt: now(),
    ...changed,
  };
}

/** For tests: somebody reads a refund at Stripe and absorbs it. */
export async function hearOfRefund(refund: RefundFacts, money: MoneyReading | null = null) {
  const ticket = await drawTicket();
  return inTransaction((tx) => absorbRefund(tx, { ticket, refund, money }));
}

/** For tests: a chargeback of a whole payment that was just opened, as Stripe would tell of it. */
export function disputeOf(
  { paymentIntentId }: { paymentIntentId: string },
  changed: Partial<DisputeFacts> = {},
): DisputeFacts {
  return {
    id: `du_${newId()}`,
    paymentIntentId,
    chargeId: null,
    livemode: false,
    currency: "usd",
    amountMinor: 500,
    status: "needs_response",
    reason: "fraudulent",
    dueBy: null,
    isRefundable: false,
    createdAt: now(),
    ...changed,
  };
}

/** For tests: somebody reads a dispute at Stripe and absorbs it. */
export async function hearOfDispute(dispute: DisputeFacts, money: MoneyReading | null = null) {
  const ticket = await drawTicket();
  return inTransaction((tx) => absorbDispute(tx, { ticket, dispute, money }));
}

/** For tests: a wallet's totals. */
export async function totalsOf(walletId: string) {
  const [totals] = await sql()<{ available: number; held: number; owed: number }[]>`
    select available, held, owed from wallets where id = ${walletId}`;
  return totals;
}
