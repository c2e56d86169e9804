import { sql } from "@/db/client";
import { createCustomer } from "@/lib/stripe/create-customer";
import type { StripeAnswer } from "@/lib/stripe/trouble";

type Wallet = { id: string; stripeCustomerId: string | null; email: string | null; closedAt: Date | null };

/** Whoever has left must not come back as a customer by a request that was still under way. */
const CLOSED = {
  ok: false,
  trouble: {
    kind: "refused",
    code: "wallet_closed",
    param: null,
    message: "the wallet is closed",
    paymentIntent: null,
  },
} as const;

/**
 * The Stripe customer of a wallet, made when there is none. `gone` is a customer that Stripe no longer knows
 * (deleted there, or the keys now belong to another account): it is replaced. A closed wallet gets none: `refused`.
 */
export async function ensureCustomer(
  walletId: string,
  gone: string | null = null,
): Promise<StripeAnswer<string>> {
  const wallet = await findWallet(walletId);
  const { stripeCustomerId } = wallet;
  if (wallet.closedAt) return CLOSED;
  if (stripeCustomerId && stripeCustomerId !== gone) return { ok: true, value: stripeCustomerId };
  const created = await createOne(wallet, gone);
  if (!created.ok) return created;
  return { ok: true, value: await storeCustomer(walletId, created.value, stripeCustomerId) };
}

/**
 * Stripe keeps an answer of 500 under the key and gives it for a day; for so long the wallet could buy nothing. Should
 * it have made a customer all the same, that one stays empty.
 */
async function createOne(wallet: Wallet, gone: string | null): Promise<StripeAnswer<string>> {
  const created = await createCustomer(wallet, gone);
  const isStored = !created.ok && created.trouble.kind === "unavailable" && created.trouble.replayed;
  return isStored ? createCustomer(wallet, gone, true) : created;
}

async function findWallet(walletId: string): Promise<Wallet> {
  const [wallet] = await sql()<Wallet[]>`
    select wallets.id, wallets.stripe_customer_id as "stripeCustomerId", wallets.closed_at as "closedAt",
      users.email
    from wallets left join users on users.id = wallets.user_id where wallets.id = ${walletId}`;
  if (!wallet) throw new Error(`wallet_missing: ${walletId} has orders but no row`);
  return wallet;
}

/** Stores the customer where nobody else did; whoever was first decides for all. */
async function storeCustomer(walletId: string, customerId: string, before: string | null): Promise<string> {
  await sql()`
    update wallets set stripe_customer_id = ${customerId}
    where id = ${walletId} and closed_at is null and stripe_customer_id is not distinct from ${before}`;
  return (await findWallet(walletId)).stripeCustomerId ?? customerId;
}
