import type { Tx } from "@/db/client";
import type { PaidMoney } from "./find-paid-money";

/**
 * A grant in which credits of a payment lie: the one that was paid for, or a later one that gave some of them again.
 * `reversed` was taken back in its name, from wherever it came; `kept` is kept back for a dispute, `keeps` times so far,
 * and `onWork` is on holds of the person's, of which `keepOnReturn` will be kept back too.
 */
export type GrantPart = {
  id: string;
  amount: number;
  available: number;
  reversed: number;
  expired: number;
  kept: number;
  keeps: number;
  onWork: number;
  keepOnReturn: number;
};

/** A grant that a payment paid for, with how far it has followed its money; `parts` are itself first. */
export type PaidGrant = {
  id: string;
  worth: number;
  expiresAt: Date | null;
  taken: number;
  spared: number;
  steps: number;
  parts: GrantPart[];
};

type PaidGrantRow = Omit<PaidGrant, "parts">;

/**
 * The grants that a payment paid for: one for a pack, one for each paid line of an invoice. Credits of a trial are not
 * among them, for they cost nothing; nor has a parked payment any.
 */
export async function readPaidGrants(tx: Tx, paid: PaidMoney): Promise<PaidGrant[]> {
  const grants = await tx<PaidGrantRow[]>`
    select grants.id, grants.amount as worth, grants.expires_at as "expiresAt",
           coalesce(sum(steps.taken), 0)::bigint as taken, coalesce(sum(steps.spared), 0)::bigint as spared,
           coalesce(max(steps.step), 0) as steps
    from credit_grants grants
    left join payment_reversals steps on steps.wallet_id = grants.wallet_id and steps.grant_id = grants.id
    where grants.wallet_id = ${paid.walletId} and grants.id in (${idsOfPaidGrants(tx, paid)})
    group by grants.wallet_id, grants.id order by grants.id`;
  const parts = await readParts(tx, paid.walletId, grants);
  return grants.map((grant) => ({ ...grant, parts: parts.filter(({ root }) => root === grant.id) }));
}

function idsOfPaidGrants(tx: Tx, { walletId, paymentIntentId, invoiceId }: PaidMoney) {
  if (invoiceId === null)
    return tx`
      select id from credit_grants
      where wallet_id = ${walletId} and stripe_payment_intent_id = ${paymentIntentId}`;
  return tx`
    select bought.id from paid_invoice_lines lines
    join credit_grants bought on bought.wallet_id = lines.wallet_id
      and bought.source_key = 'invoice:' || lines.stripe_invoice_id || ':' || lines.stripe_line_id
    where lines.wallet_id = ${walletId} and lines.stripe_invoice_id = ${invoiceId} and lines.kind <> 'trial'`;
}

async function readParts(
  tx: Tx,
  walletId: string,
  grants: readonly PaidGrantRow[],
): Promise<(GrantPart & { root: string })[]> {
  return tx<(GrantPart & { root: string })[]>`
    select parts.root, grants.id, grants.amount, grants.available,
      (select coalesce(sum(amount), 0)::bigint from ledger_operations
       where wallet_id = grants.wallet_id and reversed_grant_id = grants.id) as reversed,
      (select coalesce(sum(amount), 0)::bigint from ledger_entries
       where wallet_id = grants.wallet_id and grant_id = grants.id and to_bucket = 'expired') as expired,
      (select coalesce(sum(amount) filter (where released_at is null), 0)::bigint from credit_holds
       where wallet_id = grants.wallet_id and grant_id = grants.id) as kept,
      (select count(*)::int from credit_holds
       where wallet_id = grants.wallet_id and grant_id = grants.id) as keeps,
      grants.held - (select coalesce(sum(amount) filter (where released_at is null), 0)::bigint from credit_holds
       where wallet_id = grants.wallet_id and grant_id = grants.id) as "onWork",
      grants.keep_on_return as "keepOnReturn"
    from (
      select root, root as id, 0 as step from unnest(${grants.map(({ id }) => id)}::uuid[]) as roots (root)
      union all
      select grant_id, given_grant_id, step from payment_reversals
      where wallet_id = ${walletId} and grant_id = any(${grants.map(({ id }) => id)}::uuid[])
        and given_grant_id is not null
    ) parts
    join credit_grants grants on grants.wallet_id = ${walletId} and grants.id = parts.id
    order by parts.root, parts.step`;
}
