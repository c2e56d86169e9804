import type { Invariant } from "./invariant";

/** What came in was dealt with, and what happened will be told. */
export const EVENTS: readonly Invariant[] = [
  {
    name: "failed_event_runs_again",
    sentence: "Every failed event has a time at which it is tried again, and no other event has.",
    broken: (sql) => sql`
      select id, type, state, next_attempt_at from inbox_events
      where (state = 'failed') <> (next_attempt_at is not null)`,
  },
  {
    name: "success_event_has_its_payment",
    sentence: "Every processed success of a PaymentIntent has its payment.",
    broken: (sql) => sql`
      select events.id, events.object_id, events.outcome
      from inbox_events events
      left join payments on payments.stripe_payment_intent_id = events.object_id
      where events.type = 'payment_intent.succeeded' and events.state = 'processed'
        and payments.stripe_payment_intent_id is null`,
  },
  {
    name: "grant_is_told_once",
    sentence: "Every grant made by a grant operation is in the outbox exactly once.",
    broken: (sql) => sql`
      select grants.wallet_id, grants.id as grant_id, count(facts.id) as facts
      from credit_grants grants
      left join outbox_events facts
        on facts.wallet_id = grants.wallet_id and facts.type = 'credits.granted'
       and facts.subject = grants.id::text
      group by grants.wallet_id, grants.id
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
