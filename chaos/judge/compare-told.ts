import { sql } from "@/db/client";
import type { Witness } from "../witness";
import type { AtStripe } from "./read-stripe";

/** Every spend that somebody was told of is there as it was told, and none that nobody asked for or was refused. */
export async function compareSpends({ spends, asked }: Witness): Promise<string[]> {
  const rows = await sql()<{ walletId: string; key: string; amount: number }[]>`
    select wallet_id as "walletId", key, amount from ledger_operations where kind = 'spend'`;
  const written = new Map(rows.map((row) => [row.key.replace("spend:api:", ""), row]));
  const lost = [...spends].flatMap(([key, { walletId, credits }]) => {
    const row = written.get(key);
    if (!row) return [`spend ${key} of ${credits} was acknowledged and is gone`];
    const isSame = row.amount === credits && row.walletId === walletId;
    return isSame ? [] : [`spend ${key} is not what was acknowledged`];
  });
  const others = [...written.keys()].filter((key) => !spends.has(key));
  const why = (key: string) => (asked.has(key) ? "its owner was told no" : "nobody asked for it");
  return [...lost, ...others.map((key) => `spend ${key} was written, and ${why(key)}`)];
}

/** Every order whose page said that it is credited has its grant, of what it promised. */
export async function comparePurchases({ purchases }: Witness): Promise<string[]> {
  const rows = await sql()<{ orderId: string; walletId: string; credits: number }[]>`
    select orders.id as "orderId", orders.wallet_id as "walletId", credit_grants.amount as credits
    from orders join credit_grants on credit_grants.wallet_id = orders.wallet_id
      and (orders.kind = 'pack' and credit_grants.source_key = 'pi:' || orders.stripe_payment_intent_id
        or orders.kind = 'plan' and credit_grants.source_key like 'invoice:' || orders.stripe_invoice_id || ':%')
    where orders.status = 'paid'`;
  const credited = new Map(rows.map((row) => [row.orderId, row]));
  return [...purchases].flatMap(([orderId, { walletId, kind, credits }]) => {
    const row = credited.get(orderId);
    // A plan may have begun with its trial, which brings less.
    const isRight = row?.walletId === walletId && (kind === "plan" || row.credits === credits);
    return isRight ? [] : [`${kind} order ${orderId} of ${credits} credits is not credited`];
  });
}

/** Every refund that an operator was told of is made, and no request made two. */
export function compareRefunds({ refunds }: Witness, { back }: AtStripe): string[] {
  const made = new Map<string, string[]>();
  for (const { id, requestId } of back)
    if (requestId) made.set(requestId, [...(made.get(requestId) ?? []), id]);
  const twice = [...made].filter(([, ids]) => ids.length > 1);
  return twice.map(([requestId, ids]) => `request ${requestId} of ${refunds.get(requestId)} made ${ids}`);
}
