import { sql } from "@/db/client";
import type { GrantView } from "@/lib/ledger/views";

/** Where the credits of a grant came from; `order` is what was bought, when they were bought with an order. */
export type GrantOrigin = {
  grantId: string;
  source: GrantView["source"];
  order: { id: string; item: string } | null;
  grantedAt: string;
  expiresAt: string | null;
};

type OriginRow = {
  grantId: string;
  source: GrantView["source"];
  orderId: string | null;
  item: string | null;
  grantedAt: Date;
  expiresAt: Date | null;
};

/** The origins of some of a wallet's grants, by grant. Another wallet's grant is not there, like an unknown one. */
export async function findOrigins(
  walletId: string,
  grantIds: readonly string[],
): Promise<ReadonlyMap<string, GrantOrigin>> {
  if (grantIds.length === 0) return new Map();
  const rows = await sql()<OriginRow[]>`
    select grants.id as "grantId", grants.source, orders.id as "orderId", orders.item,
           grants.created_at as "grantedAt", grants.expires_at as "expiresAt"
    from credit_grants grants
    left join payments on payments.wallet_id = grants.wallet_id
      and payments.stripe_payment_intent_id = grants.stripe_payment_intent_id
    left join orders on orders.wallet_id = payments.wallet_id and orders.id = payments.order_id
    where grants.wallet_id = ${walletId} and grants.id = any(${[...new Set(grantIds)]}::uuid[])`;
  return new Map(rows.map((row) => [row.grantId, toGrantOrigin(row)]));
}

function toGrantOrigin({ grantId, source, orderId, item, grantedAt, expiresAt }: OriginRow): GrantOrigin {
  return {
    grantId,
    source,
    order: orderId && item ? { id: orderId, item } : null,
    grantedAt: grantedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
