import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { type ListPage, type PageAsked, paramsOfPage, toListPage } from "./list-page";
import type { SettlementFacts } from "./payment-intent-facts";
import type { StripeAnswer } from "./trouble";
import { idOf, toDate } from "./values";

/** A movement of our balance at Stripe, with the charge that brought it when it is one. Money in minor units. */
export type BalanceMoveFacts = {
  id: string;
  type: string;
  settlement: SettlementFacts;
  charge: MovedCharge | null;
  createdAt: Date;
};

/** The charge behind a movement, as far as it says whose money it is; `currency` is what the payer paid in. */
export type MovedCharge = {
  id: string;
  currency: string;
  paymentIntentId: string | null;
  customerId: string | null;
  walletId: string | null;
  orderId: string | null;
  /** A bank's debit is booked while it is pending, and off again when it fails. */
  hasSucceeded: boolean;
};

/** One page of all movements of the balance: the money itself, whatever objects and events say of it. */
export function listBalanceTransactions(asked: PageAsked): Promise<StripeAnswer<ListPage<BalanceMoveFacts>>> {
  return askStripe("balance_transactions.list", async () => {
    const page = await stripe().balanceTransactions.list({ ...paramsOfPage(asked), expand: ["data.source"] });
    return toListPage(page, toMoveFacts);
  });
}

/** One movement, by its id. */
export function retrieveBalanceTransaction(id: string): Promise<StripeAnswer<BalanceMoveFacts>> {
  return askStripe("balance_transactions.retrieve", async () =>
    toMoveFacts(await stripe().balanceTransactions.retrieve(id, { expand: ["source"] })),
  );
}

function toMoveFacts(moved: Stripe.BalanceTransaction): BalanceMoveFacts {
  return {
    id: moved.id,
    type: moved.type,
    settlement: {
      balanceTransactionId: moved.id,
      currency: moved.currency,
      amountMinor: moved.amount,
      feeMinor: moved.fee,
      exchangeRate: moved.exchange_rate === null ? null : String(moved.exchange_rate),
    },
    charge: toMovedCharge(moved),
    createdAt: toDate(moved.created),
  };
}

function toMovedCharge({ source }: Stripe.BalanceTransaction): MovedCharge | null {
  if (!source || typeof source === "string" || source.object !== "charge") return null;
  return {
    id: source.id,
    currency: source.currency,
    paymentIntentId: idOf(source.payment_intent),
    customerId: idOf(source.customer),
    walletId: source.metadata?.wallet_id ?? null,
    orderId: source.metadata?.order_id ?? null,
    hasSucceeded: source.status === "succeeded",
  };
}
