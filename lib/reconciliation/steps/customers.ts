import { sql } from "@/db/client";
import { linkCustomer } from "@/lib/customers/link-customer";
import { isId } from "@/lib/platform/ids";
import { listCustomers, type MarkedCustomer } from "@/lib/stripe/list-customers";
import type { Run } from "../run";
import type { Healed, Step, Verdict } from "../step";

/**
 * Customers that bear the mark of a wallet. After a restore from an old backup a wallet may not know its customer any
 * more, and then the money of that customer could be nobody's; so this comes first. A wallet that is not here at all
 * cannot be made from its mark, and is left to an operator.
 */
export const customers: Step<MarkedCustomer> = {
  name: "customers",
  object: "customer",
  list: listCustomers,
  momentOf: ({ createdAt }) => createdAt,
  compare: compareCustomers,
  heal: healCustomer,
  ours: null,
  sumOurs: async () => [],
};

type Wallet = { id: string; customerId: string | null; isClosed: boolean };

async function compareCustomers(_run: Run, listed: readonly MarkedCustomer[]): Promise<Verdict[]> {
  const marks = listed.flatMap(({ walletId }) => (walletId && isId(walletId) ? [walletId] : []));
  const rows = await sql()<Wallet[]>`
    select id, stripe_customer_id as "customerId", closed_at is not null as "isClosed"
    from wallets where id = any(${marks}::uuid[])`;
  const wallets = new Map(rows.map((wallet) => [wallet.id, wallet]));
  return listed.map((customer) => judgeCustomer(customer, wallets));
}

function judgeCustomer(customer: MarkedCustomer, wallets: ReadonlyMap<string, Wallet>): Verdict {
  const { walletId, createdAt } = customer;
  const nothing = { differences: [], isKnown: false, counted: [] };
  if (!walletId || !isId(walletId)) return nothing;
  const wallet = wallets.get(walletId);
  const stripe = { wallet: walletId, createdAt: createdAt.toISOString() };
  if (!wallet) {
    const kind = "wallet_not_here";
    return { ...nothing, differences: [{ kind, walletId: null, stripe, ours: null, canHeal: false }] };
  }
  if (wallet.customerId || wallet.isClosed) return nothing;
  const ours = { wallet: walletId, customer: null };
  return {
    ...nothing,
    differences: [{ kind: "customer_not_linked", walletId, stripe, ours, canHeal: true }],
  };
}

async function healCustomer({ id, walletId }: MarkedCustomer): Promise<Healed<MarkedCustomer>> {
  const isLinked = walletId !== null && (await linkCustomer(walletId, id));
  const said = isLinked ? `wallet ${walletId} pays as ${id} again` : `wallet ${walletId} has a customer`;
  return { said, fresh: null, isForeign: false };
}
