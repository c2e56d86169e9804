import { sql } from "@/db/client";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { openWallet } from "@/lib/ledger/open-wallet";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { createOrder } from "./create-order";

/** For tests: a person with a wallet. */
export async function newWallet(): Promise<string> {
  const userId = newId();
  await sql()`insert into users (id, name, email) values (${userId}, 'Ann', ${`${userId}@example.com`})`;
  return openWallet(userId);
}

/** For tests: a new wallet with an open order of 100 credits for 5.00 USD. */
export async function newOrder(packId = "starter", currency = "usd") {
  const walletId = await newWallet();
  const order = await createOrder({ walletId, packId, currency });
  if (!order.ok) throw new Error(order.refusal);
  return { walletId, orderId: order.orderId };
}

/** For tests: the money of that order, as Stripe would tell of it. */
export function moneyOf(
  order: { walletId: string; orderId: string },
  changed: Partial<PaymentIntentFacts> = {},
): PaymentIntentFacts {
  return {
    id: `pi_${order.orderId.replaceAll("-", "")}`,
    status: "succeeded",
    amountMinor: 500,
    amountReceivedMinor: 500,
    currency: "usd",
    livemode: false,
    customerId: null,
    orderId: order.orderId,
    walletId: order.walletId,
    invoiceId: null,
    clientSecret: null,
    createdAt: now(),
    failure: null,
    charge: null,
    ...changed,
  };
}

/** For tests: what a wallet has and how it came to it. */
export async function stateOf({ walletId, orderId }: { walletId: string; orderId?: string }) {
  const [wallet] = await sql()<{ available: number; grants: number; payments: number }[]>`
    select available, (select count(*)::int from credit_grants where wallet_id = wallets.id) as grants,
           (select count(*)::int from payments where wallet_id = wallets.id) as payments
    from wallets where id = ${walletId}`;
  const [order] = orderId
    ? await sql()<{ status: string }[]>`select status from orders where id = ${orderId}`
    : [];
  return { ...wallet, order: order?.status ?? null };
}

/** For tests: what every test file with money in it ends with. */
export async function brokenPromises() {
  return checkInvariants();
}
