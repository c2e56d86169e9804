import type { Tx } from "@/db/client";
import { creditsForAmount } from "@/lib/catalog/credits-for-amount";
import { isCurrency } from "@/lib/catalog/currencies";
import { grantToLockedWallet } from "@/lib/ledger/grant-credits";
import { type LockedWallet, lockWallet } from "@/lib/ledger/lock-wallet";
import { addMonths } from "@/lib/platform/add-months";
import { now } from "@/lib/platform/clock";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { insertOfPayment } from "./insert-payment";
import type { Settlement } from "./settlement";

/** As long as the packs of the catalog; there is no order that could say otherwise. */
const VALIDITY_MONTHS = 12;

/**
 * Settles money without an order of ours, such as a payment made in Stripe's dashboard: a customer we know gets
 * the credits that its amount is worth in the catalog, marked as such. Money of nobody we know is ignored, for
 * the account may serve other applications too.
 */
export async function settleForCustomer(
  tx: Tx,
  money: PaymentIntentFacts,
  paidAt: Date,
): Promise<Settlement> {
  const wallet = await lockWalletOfCustomer(tx, money.customerId);
  if (!wallet) return { kind: "ignored", sentence: "no order and no customer of ours" };
  const { invoiceId } = money;
  // Nobody may guess here: money of an invoice would bring its credits a second time.
  if (invoiceId === "not_asked") throw new Error(`invoice_not_asked: payment ${money.id} may pay an invoice`);
  if (invoiceId)
    return { kind: "ignored", sentence: `it pays invoice ${invoiceId}, which brings the credits` };
  const before = await findBefore(tx, money.id);
  if (before) return before;
  const { currency, amountReceivedMinor } = money;
  const credits = isCurrency(currency) ? creditsForAmount(amountReceivedMinor, currency) : null;
  const expiresAt = addMonths(paidAt, VALIDITY_MONTHS);
  if (credits === null) return park(tx, wallet, money, paidAt, "no_catalog_rate");
  if (expiresAt <= now()) return park(tx, wallet, money, paidAt, "validity_is_over");
  const row = {
    walletId: wallet.id,
    orderId: null,
    origin: "customer",
    credits,
    parkedReason: null,
  } as const;
  await tx`${insertOfPayment(tx, money, paidAt, row)}`;
  const granted = await grantToLockedWallet(tx, wallet, {
    source: "payment_without_order",
    sourceKey: `pi:${money.id}`,
    stripePaymentIntentId: money.id,
    credits,
    expiresAt,
    reference: null,
  });
  if (!granted.ok) throw new Error(`grant_refused: ${granted.refusal} for payment ${money.id}`);
  return { kind: "granted", sentence: `${credits} credits for a payment without order, by its customer` };
}

async function lockWalletOfCustomer(tx: Tx, customerId: string | null): Promise<LockedWallet | null> {
  if (!customerId) return null;
  const [wallet] = await tx<{ id: string }[]>`
    select id from wallets where stripe_customer_id = ${customerId}`;
  return wallet ? lockWallet(tx, wallet.id) : null;
}

async function findBefore(tx: Tx, paymentIntentId: string): Promise<Settlement | null> {
  const [payment] = await tx<{ status: "succeeded" | "parked" }[]>`
    select status from payments where stripe_payment_intent_id = ${paymentIntentId}`;
  if (!payment) return null;
  if (payment.status === "parked")
    return { kind: "parked", sentence: `payment ${paymentIntentId} is parked already` };
  return { kind: "already_granted", sentence: `payment ${paymentIntentId} was credited before` };
}

async function park(
  tx: Tx,
  wallet: LockedWallet,
  money: PaymentIntentFacts,
  paidAt: Date,
  parkedReason: string,
): Promise<Settlement> {
  const row = { walletId: wallet.id, orderId: null, origin: "customer", credits: 0, parkedReason } as const;
  await tx`${insertOfPayment(tx, money, paidAt, row)}`;
  return { kind: "parked", sentence: `${parkedReason}: payment ${money.id} by a customer, nothing granted` };
}
