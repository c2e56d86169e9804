import type { Sql, Tx } from "@/db/client";
import type { Invariant } from "./invariant";

/**
 * The grants a payment paid for, of payments with a refund or a dispute: the money that came, what of it went back,
 * and what a bank has taken for now. Credits of a trial cost nothing and are not among them.
 */
function paidGrants(sql: Sql | Tx) {
  return (sql as Sql)`
    select money.wallet_id, money.payment, grants.id as grant_id, grants.amount as worth, money.paid,
      least(money.paid, coalesce(refunded.amount, 0) + coalesce(disputed.lost, 0)) as back,
      least(money.paid, coalesce(refunded.amount, 0) + coalesce(disputed.lost, 0) + coalesce(disputed.open, 0))
        as back_or_disputed
    from (
      select wallet_id, stripe_payment_intent_id as payment, null as invoice, currency, amount_minor as paid
      from payments
      union all
      select wallet_id, stripe_payment_intent_id, stripe_invoice_id, currency, amount_paid_minor from paid_invoices
      where stripe_payment_intent_id is not null
    ) money
    join (
      select wallet_id, stripe_payment_intent_id from refunds
      union select wallet_id, stripe_payment_intent_id from disputes
      union select wallet_id, stripe_payment_intent_id from payment_reversals
    ) touched on touched.wallet_id = money.wallet_id and touched.stripe_payment_intent_id = money.payment
    left join lateral (
      select sum(amount_minor) as amount from refunds
      where refunds.wallet_id = money.wallet_id and stripe_payment_intent_id = money.payment
        and status not in ('failed', 'canceled')
    ) refunded on true
    left join lateral (
      select sum(amount) filter (where status = 'lost') as lost,
             sum(amount) filter (where status in
               ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review')) as open
      from (
        select status, case disputes.currency when money.currency then amount_minor else money.paid end as amount
        from disputes where disputes.wallet_id = money.wallet_id and stripe_payment_intent_id = money.payment
      ) each_dispute
    ) disputed on true
    join credit_grants grants on grants.wallet_id = money.wallet_id and (
      grants.stripe_payment_intent_id = money.payment
      or exists (
        select 1 from paid_invoice_lines lines
        where lines.wallet_id = money.wallet_id and lines.stripe_invoice_id = money.invoice and lines.kind <> 'trial'
          and grants.source_key = 'invoice:' || lines.stripe_invoice_id || ':' || lines.stripe_line_id))`;
}

/** A paid grant and those that gave some of its credits again: all of them are `part` of it. */
function partsOfGrants(sql: Sql | Tx) {
  return (sql as Sql)`
    select distinct wallet_id, grant_id, grant_id as part from payment_reversals
    union all
    select wallet_id, grant_id, given_grant_id from payment_reversals where given_grant_id is not null`;
}

/** Credits follow the money: what went back is taken back, exactly and once, and nothing else is. */
export const REVERSALS: readonly Invariant[] = [
  {
    name: "credits_follow_the_money",
    sentence:
      "Of each paid grant so many credits were taken back, or had expired, as is its share of the money that went back.",
    broken: (sql) => sql`
      select grants.*, coalesce(sum(steps.taken + steps.spared), 0) as followed
      from (${paidGrants(sql)}) grants
      left join payment_reversals steps
        on steps.wallet_id = grants.wallet_id and steps.grant_id = grants.grant_id
      group by grants.wallet_id, grants.payment, grants.grant_id, grants.worth, grants.paid, grants.back,
               grants.back_or_disputed
      having coalesce(sum(steps.taken + steps.spared), 0) <> div(grants.worth::numeric * grants.back, grants.paid)`,
  },
  {
    name: "step_of_a_reversal_is_in_the_ledger",
    sentence: "Each step took from the ledger what it says, or gave the grant that it names.",
    broken: (sql) => sql`
      select steps.wallet_id, steps.grant_id, steps.step, steps.cause, steps.taken,
             sum(reversals.amount) as reversed, max(given.amount) as given
      from payment_reversals steps
      join (${partsOfGrants(sql)}) parts on parts.wallet_id = steps.wallet_id and parts.grant_id = steps.grant_id
      left join ledger_operations reversals on reversals.wallet_id = steps.wallet_id
        and reversals.key = 'reverse:' || steps.cause || ':' || parts.part || ':' || steps.step
        and reversals.reversed_grant_id = parts.part
      left join credit_grants given on given.wallet_id = steps.wallet_id and given.id = steps.given_grant_id
        and given.source = 'given_back'
      group by steps.wallet_id, steps.grant_id, steps.step
      having coalesce(sum(reversals.amount), 0) <> greatest(steps.taken, 0)
          or coalesce(max(given.amount), 0) <> greatest(0 - steps.taken, 0)`,
  },
  {
    name: "reversal_in_the_ledger_has_its_step",
    sentence: "Nothing was taken for a refund or dispute, or given again, without the step that says why.",
    broken: (sql) => sql`
      select operations.wallet_id, operations.key, operations.amount
      from ledger_operations operations
      left join payment_reversals steps on steps.wallet_id = operations.wallet_id and steps.taken > 0
        and operations.key = 'reverse:' || steps.cause || ':' || operations.reversed_grant_id || ':' || steps.step
      where operations.kind = 'reverse'
        and operations.key ~ '^reverse:(refund|dispute):[^:]+:[0-9a-f-]{36}:[0-9]+$' and steps.step is null
      union all
      select grants.wallet_id, grants.source_key, grants.amount
      from credit_grants grants
      left join payment_reversals steps
        on steps.wallet_id = grants.wallet_id and steps.given_grant_id = grants.id
      where grants.source = 'given_back' and steps.step is null`,
  },
  {
    name: "only_expired_credits_are_spared",
    sentence: "No more of a grant was spared than had expired, and no more given again than was taken.",
    broken: (sql) => sql`
      select steps.wallet_id, steps.grant_id, steps.taken, steps.spared, expired.amount as expired
      from (
        select wallet_id, grant_id, sum(taken) as taken, sum(spared) as spared
        from payment_reversals group by wallet_id, grant_id
      ) steps
      cross join lateral (
        select coalesce(sum(entries.amount), 0) as amount
        from (${partsOfGrants(sql)}) parts
        join ledger_entries entries on entries.wallet_id = parts.wallet_id and entries.grant_id = parts.part
         and entries.to_bucket = 'expired'
        where parts.wallet_id = steps.wallet_id and parts.grant_id = steps.grant_id
      ) expired
      where steps.spared > expired.amount or steps.spared < 0 or steps.taken < 0`,
  },
  {
    name: "kept_credits_are_disputed",
    sentence:
      "No credits are kept back for a dispute, or are to be once holds give them back, but while it is an open " +
      "chargeback, and no more than it is about.",
    broken: (sql) => sql`
      select kept.wallet_id, kept.grant_id, kept.amount, grants.worth, grants.paid, grants.back,
             grants.back_or_disputed
      from (
        select parts.wallet_id, coalesce(steps.grant_id, parts.grant_id) as grant_id, sum(parts.amount) as amount
        from (
          select wallet_id, grant_id, amount from credit_holds
          where starts_with(operation_key, 'keep:dispute:') and released_at is null
          union all
          select wallet_id, id, keep_on_return from credit_grants where starts_with(keep_key, 'dispute:')
        ) parts
        left join payment_reversals steps
          on steps.wallet_id = parts.wallet_id and steps.given_grant_id = parts.grant_id
        group by parts.wallet_id, coalesce(steps.grant_id, parts.grant_id)
      ) kept
      left join (${paidGrants(sql)}) grants
        on grants.wallet_id = kept.wallet_id and grants.grant_id = kept.grant_id
      where kept.amount > coalesce(
        div(grants.worth::numeric * grants.back_or_disputed, grants.paid)
          - div(grants.worth::numeric * grants.back, grants.paid), 0)`,
  },
];
