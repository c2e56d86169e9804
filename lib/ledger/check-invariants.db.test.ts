import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sql, sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { checkInvariants, findViolations, INVARIANTS } from "./check-invariants";
import { adjust, capture, grantOf, holdOf, makeWallet, release, reverse, spend } from "./testing/people";
import { makePurchase, type Purchase } from "./testing/purchases";
import { refundAndDispute } from "./testing/reversals";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

let bought: Purchase;
beforeAll(async () => {
  bought = await makePurchase(await makeWallet());
  await spend(bought.walletId, "a", 100);
  await makePurchase(await makeWallet());
  await refundAndDispute(await makePurchase(await makeWallet()));
  await makeEverything();
});

/** A wallet in which each verb has done its work: holds of every state, debt, corrections both ways. */
async function makeEverything() {
  const walletId = await makeWallet();
  const grantId = await grantOf(walletId, 100);
  await capture(walletId, await holdOf(walletId, 20), 15);
  await release(walletId, await holdOf(walletId, 20));
  await holdOf(walletId, 10);
  await reverse(walletId, grantId, "a", 95);
  await adjust(walletId, "a", 50);
  await adjust(walletId, "b", -10);
}

type Query = Parameters<Parameters<Sql["begin"]>[1]>[0];

/** For each invariant a hand in the database that breaks it, past keys and triggers. Nothing is committed. */
const BREAKS: Record<string, (tx: Query) => Promise<unknown>> = {
  wallet_totals_equal_its_grants: (tx) => tx`
    update credit_grants set available = available - 1 where available > 0`,
  wallet_totals_equal_its_entries: (tx) => tx`update wallets set available = available + 1`,
  grant_remainder_equals_its_entries: (tx) => tx`update credit_grants set amount = amount + 1`,
  open_holds_equal_held: (tx) => tx`
    insert into credit_holds (wallet_id, id, operation_key, amount, expires_at)
    values (${bought.walletId}, gen_random_uuid(), 'hold:x', 5, now())`,
  never_owed_beside_available: async (tx) => {
    await tx`alter table wallets drop constraint never_owed_beside_available`;
    await tx`update wallets set owed = 1`;
  },
  next_expiry_is_never_late: (tx) => tx`update credit_grants set expires_at = now() + interval '1 day'`,
  version_counts_entries_without_gap: (tx) => tx`
    update ledger_entries set seq = seq + 1 where seq = 2 and wallet_id = ${bought.walletId}`,
  operation_amount_equals_its_entries: (tx) => tx`update ledger_operations set amount = amount + 1`,
  entry_fits_its_operation: (tx) => tx`update ledger_entries set operation_key = 'spend:a' where seq = 1`,
  grant_has_its_operation: (tx) => tx`delete from ledger_operations where kind = 'grant'`,
  no_draw_after_expiry: (tx) => tx`update credit_grants set expires_at = now() - interval '1 day'`,
  no_expiry_before_its_date: (tx) => tx`update ledger_entries set to_bucket = 'expired' where seq = 2`,
  history_never_goes_below_zero: (tx) => tx`
    update ledger_entries set seq = 3 where seq = 1 and wallet_id = ${bought.walletId}`,
  hold_has_its_operation: (tx) => tx`
    insert into credit_holds (wallet_id, id, operation_key, amount, expires_at)
    values (${bought.walletId}, gen_random_uuid(), 'spend:a', 5, now())`,
  operation_on_a_hold_has_it: (tx) => tx`delete from credit_holds where captured_at is not null`,
  hold_ended_once: (tx) => tx`update credit_holds set captured = captured - 1 where captured > 0`,
  hold_gives_back_where_it_took: (tx) => tx`
    update ledger_entries set amount = amount - 1 where from_bucket = 'held' and to_bucket = 'available'`,
  no_capture_after_the_end: (tx) => tx`
    update credit_holds set expires_at = captured_at where captured_at is not null`,
  reversed_within_its_grant: (tx) =>
    tx`update ledger_operations set amount = amount + 6 where kind = 'reverse'`,
  debt_lies_on_the_reversed_grant: (tx) => tx`
    update ledger_entries set grant_id = gen_random_uuid() where from_bucket = 'owed'`,
  debt_only_when_nothing_is_left: (tx) => tx`
    update ledger_entries set amount = amount - 1 where from_bucket = 'available' and to_bucket = 'reversed'`,
  adjustment_goes_one_way: (tx) => tx`
    update ledger_entries set operation_key = 'adjust:a' where operation_key = 'adjust:b'`,
  succeeded_payment_has_one_grant: (tx) => tx`update credit_grants set stripe_payment_intent_id = null`,
  bought_grant_has_its_payment: (tx) => tx`delete from payments`,
  parked_payment_has_no_grant: (tx) => tx`update payments set status = 'parked', parked_reason = 'by hand'`,
  paid_order_has_its_payment: (tx) => tx`update orders set amount_minor = amount_minor + 1`,
  payment_of_an_order_paid_it: (tx) => tx`update orders set status = 'open', paid_at = null`,
  paid_line_has_one_grant: (tx) => tx`
    insert into paid_invoice_lines (wallet_id, stripe_invoice_id, stripe_line_id, stripe_price_id, plan, kind,
                                    amount_minor, credits, period_start, period_end)
    values (${bought.walletId}, 'in_1', 'il_1', 'price_1', 'pro', 'period', 2900, 1000, now(), now())`,
  plan_grant_has_its_invoice: (tx) =>
    tx`update credit_grants set source = 'plan' where source = 'adjustment'`,
  invoice_is_not_paid_twice_over: (tx) => tx`
    insert into paid_invoices (wallet_id, stripe_invoice_id, stripe_payment_intent_id, status, livemode, currency,
                               amount_paid_minor, paid_at)
    select wallet_id, 'in_1', stripe_payment_intent_id, 'settled', false, 'usd', 2000, now()
    from payments limit 1`,
  paid_plan_order_has_its_invoice: (tx) => tx`
    update orders set kind = 'plan', interval = 'month', stripe_price_id = 'price_1', due_minor = amount_minor,
                      renewal_minor = amount_minor`,
  credits_follow_the_money: (tx) => tx`update refunds set amount_minor = amount_minor + 100`,
  step_of_a_reversal_is_in_the_ledger: (tx) => tx`update payment_reversals set taken = taken + 1`,
  reversal_in_the_ledger_has_its_step: (tx) => tx`delete from payment_reversals where taken > 0`,
  only_expired_credits_are_spared: (tx) => tx`
    update payment_reversals set taken = taken - 1, spared = spared + 1 where step = 1`,
  kept_credits_are_disputed: (tx) => tx`update disputes set status = 'won'`,
  kept_hold_is_of_its_grant: (tx) => tx`
    update credit_holds set grant_id = gen_random_uuid() where grant_id is not null`,
  what_returned_is_kept: (tx) => tx`update credit_grants set keep_on_return = 1, keep_key = 'dispute:x'`,
  unfinished_event_runs_again: async (tx) => {
    await tx`alter table inbox_events drop constraint unfinished_event_will_run_again`;
    await tx`update inbox_events set state = 'failed'`;
  },
  success_event_has_its_payment: (tx) => tx`update inbox_events set object_id = 'pi_lost'`,
  operation_is_told_once: (tx) => tx`delete from outbox_events`,
  fact_is_not_ahead_of_its_wallet: (tx) => tx`update outbox_events set wallet_version = 99`,
};

describe("the check", () => {
  it("finds nothing after purchases and spends", async () => {
    expect(await checkInvariants()).toEqual([]);
  });

  it("has a way to break each of its invariants, and no other", () => {
    expect(Object.keys(BREAKS).sort()).toEqual(INVARIANTS.map(({ name }) => name).sort());
  });

  it.each(Object.entries(BREAKS))("notices %s, and shows the rows", async (name, breakIt) => {
    const undo = new Error("undo");
    const attempt = sql().begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await breakIt(tx);
      const violation = (await findViolations(tx)).find(({ invariant }) => invariant === name);
      expect(violation?.rows.length).toBeGreaterThan(0);
      throw undo;
    });
    await expect(attempt).rejects.toBe(undo);
  });
});

describe("the history can only grow", () => {
  it.each([
    ["update of an entry", () => sql()`update ledger_entries set amount = amount + 1`],
    ["delete of an entry", () => sql()`delete from ledger_entries`],
    ["truncate of the entries", () => sql()`truncate ledger_entries`],
    ["update of an operation", () => sql()`update ledger_operations set reference = 'other'`],
    ["delete of an operation", () => sql()`delete from ledger_operations`],
    ["truncate of the operations", () => sql()`truncate ledger_operations cascade`],
  ])("the database refuses the %s", async (_, change) => {
    await expect(change()).rejects.toThrow("append_only");
  });
});
