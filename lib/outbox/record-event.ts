import type { PendingQuery, Row } from "postgres";
import type { Sql, Tx } from "@/db/client";
import { newId } from "@/lib/platform/ids";

/** Facts others may be told of: noun, dot, what happened. */
export type FactType =
  | "credits.granted"
  | "credits.spent"
  | "credits.held"
  | "credits.captured"
  | "credits.released"
  | "credits.expired"
  | "credits.reversed"
  | "credits.adjusted"
  | "payment.refunded"
  | "payment.refund_failed"
  | "payment.disputed"
  | "payment.dispute_ended"
  | "payment.fraud_warning";

/**
 * Something that has happened to a wallet. `subject` is the id of the thing it happened to, `walletVersion` the
 * version it left the wallet at, by which a receiver puts facts in order.
 */
export type Fact = {
  walletId: string;
  type: FactType;
  subject: string;
  walletVersion: number;
  data: Record<string, string | number | boolean | null>;
  occurredAt: Date;
};

/**
 * The insert of a fact, as a piece of SQL for a verb that writes everything in one statement. `cause` names a
 * CTE of that statement; the fact is written once for each of its rows, so never when the cause did not happen.
 * A version that only the statement knows is given as a piece of SQL too.
 */
export function insertOfFact(
  tx: Sql | Tx,
  fact: Omit<Fact, "walletVersion"> & { walletVersion: number | PendingQuery<Row[]> },
  cause: string,
) {
  return tx`
    insert into outbox_events (wallet_id, id, type, subject, wallet_version, data, occurred_at)
    select ${fact.walletId}::uuid, ${newId()}::uuid, ${fact.type}::text, ${fact.subject}::text,
           ${fact.walletVersion}::bigint, ${tx.json(fact.data)}::jsonb, ${fact.occurredAt}::timestamptz
    from ${tx(cause)}`;
}

/** The insert of many facts of one moment at once, as a piece of SQL. */
export function insertOfFacts(tx: Sql | Tx, facts: readonly Fact[]) {
  return tx`
    insert into outbox_events (wallet_id, id, type, subject, wallet_version, data, occurred_at)
    select * from unnest(
      ${facts.map(({ walletId }) => walletId)}::uuid[], ${facts.map(() => newId())}::uuid[],
      ${facts.map(({ type }) => type)}::text[], ${facts.map(({ subject }) => subject)}::text[],
      ${facts.map(({ walletVersion }) => walletVersion)}::bigint[],
      ${facts.map(({ data }) => JSON.stringify(data))}::text[]::jsonb[],
      ${facts.map(({ occurredAt }) => occurredAt.toISOString())}::timestamptz[])`;
}
