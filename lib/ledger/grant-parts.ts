import type { Sql, Tx } from "@/db/client";
import { insertOfFact } from "@/lib/outbox/record-event";
import { newId } from "@/lib/platform/ids";
import { type GrantRequest, toOperation } from "./grant-credits";

/**
 * The lock of a wallet whose next grant is plain: it has no debt to repay and nothing to expire first. A part of a
 * larger statement; no row when the wallet is not plain.
 *
 * It may stand in one statement with the writes, unlike the lock of a draw: a grant reads nothing but this row, and
 * a row that had to be waited for comes out of `for update` as its last holder left it.
 */
export function lockOfPlainWallet(query: Sql | Tx, walletId: string, at: Date) {
  return query`
    select id, version, stripe_customer_id from wallets
    where id = ${walletId}::uuid and owed = 0 and (next_expiry_at is null or next_expiry_at > ${at}::timestamptz)
    for update`;
}

/**
 * What `grantCredits` writes for a plain wallet, as parts of a larger statement, each for the one row of `cause`,
 * which must come from `lockOfPlainWallet` and hold `wallet_id` and `version`. A grant that is there already makes
 * the whole statement fail.
 */
export function partsOfPlainGrant(
  query: Sql | Tx,
  request: GrantRequest & { walletId: string },
  at: Date,
  cause: string,
) {
  const grantId = newId();
  const operation = toOperation({ nextExpiryAt: null }, request, { grantId, repaid: 0, at });
  const { walletId, credits, expiresAt } = request;
  // The version is the database's to know; a placeholder would be another statement for every version.
  const fact = {
    ...operation.fact,
    walletId,
    walletVersion: query`${query(cause)}.version + 1`,
    occurredAt: at,
  };
  return query`
    operation as (
      insert into ledger_operations (wallet_id, key, kind, amount, reference, request_hash, created_at)
      select wallet_id, ${operation.key}, ${operation.kind}, ${credits}::bigint, ${request.reference},
             ${operation.requestHash}, ${at}::timestamptz from ${query(cause)}),
    credit_grant as (
      insert into credit_grants (wallet_id, id, source, source_key, stripe_payment_intent_id, amount, available,
                                 expires_at, created_at)
      select wallet_id, ${grantId}::uuid, ${request.source}, ${request.sourceKey},
             ${request.stripePaymentIntentId}, ${credits}::bigint, ${credits}::bigint, ${expiresAt}::timestamptz,
             ${at}::timestamptz from ${query(cause)}),
    entry as (
      insert into ledger_entries (wallet_id, seq, operation_key, grant_id, from_bucket, to_bucket, amount, created_at)
      select wallet_id, version + 1, ${operation.key}, ${grantId}::uuid, 'issued', 'available', ${credits}::bigint,
             ${at}::timestamptz from ${query(cause)}),
    fact as (${insertOfFact(query, fact, cause)}),
    total as (
      update wallets set available = available + ${credits}::bigint, version = wallets.version + 1,
        next_expiry_at = least(next_expiry_at, ${expiresAt}::timestamptz), updated_at = ${at}::timestamptz
      from ${query(cause)} where wallets.id = ${query(cause)}.wallet_id)`;
}
