import type { Invariant } from "./invariant";

/** What came in was dealt with, and what happened will be told. */
export const EVENTS: readonly Invariant[] = [
  {
    name: "unfinished_event_runs_again",
    sentence: "Every failed or waiting event has a time at which it is tried again, and no other event has.",
    broken: (sql) => sql`
      select id, type, state, next_attempt_at from inbox_events
      where (state in ('failed', 'waiting')) <> (next_attempt_at is not null)`,
  },
  {
    name: "success_event_has_its_payment",
    sentence: "Every processed success of a PaymentIntent has its payment, or the paid invoice it was for.",
    broken: (sql) => sql`
      select events.id, events.object_id, events.outcome
      from inbox_events events
      left join payments on payments.stripe_payment_intent_id = events.object_id
      left join paid_invoices invoices on invoices.stripe_payment_intent_id = events.object_id
      where events.type = 'payment_intent.succeeded' and events.state = 'processed'
        and payments.stripe_payment_intent_id is null and invoices.stripe_payment_intent_id is null`,
  },
  {
    name: "operation_is_told_once",
    sentence: "Every operation is in the outbox exactly once, at the version it left its wallet at.",
    broken: (sql) => sql`
      select told.wallet_id, told.key, told.kind, told.version, count(facts.id) as facts
      from (
        select operations.wallet_id, operations.key, operations.kind, max(entries.seq) as version
        from ledger_operations operations
        join ledger_entries entries
          on entries.wallet_id = operations.wallet_id and entries.operation_key = operations.key
        group by operations.wallet_id, operations.key
      ) told
      left join outbox_events facts
        on facts.wallet_id = told.wallet_id and facts.wallet_version = told.version
       and facts.type = case told.kind
         when 'grant' then 'credits.granted' when 'spend' then 'credits.spent' when 'hold' then 'credits.held'
         when 'capture' then 'credits.captured' when 'release' then 'credits.released'
         when 'expire' then 'credits.expired' when 'reverse' then 'credits.reversed' else 'credits.adjusted' end
      group by told.wallet_id, told.key, told.kind, told.version
      having count(facts.id) <> 1`,
  },
  {
    name: "fact_is_not_ahead_of_its_wallet",
    sentence: "No fact names a version its wallet has not reached.",
    broken: (sql) => sql`
      select facts.wallet_id, facts.id, facts.type, facts.wallet_version, wallets.version
      from outbox_events facts join wallets on wallets.id = facts.wallet_id
      where facts.wallet_version > wallets.version`,
  },
];
