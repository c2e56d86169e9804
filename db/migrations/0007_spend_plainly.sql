-- The plain spend in one call: nothing is due, the first grant in draw order has more than is asked for, the key is
-- free. In every other case it writes nothing, answers nulls, and the verb decides (lib/ledger/spend-at-once.ts).
-- It decides nothing that the verb would not: a test compares every row that both write. Where no such function can
-- be, all spends go through the verb.
--
-- VOLATILE, so each statement in it has a snapshot of its own: the second reads grants as the lock's last holder
-- left them. One statement that locked and drew at once would not.
create function spend_plainly(
  in wallet uuid, in key text, in credits bigint, in reference text, in request_hash text, in at timestamptz,
  in fact_id uuid, out version bigint, out grant_id uuid
) language plpgsql volatile as $$
#variable_conflict use_column
declare
  before wallets;
  payer uuid;
  moment timestamptz;
begin
  select * into before from wallets where id = spend_plainly.wallet for update;
  if not found then return; end if;
  -- The time was read before the wait for the lock. A wallet's history does not run backwards.
  moment := greatest(spend_plainly.at, before.updated_at);
  if before.next_expiry_at <= moment then return; end if;

  select id into payer from (
    select id, available from credit_grants where wallet_id = spend_plainly.wallet and available > 0
    order by priority, expires_at nulls last, created_at, id limit 1
  ) as first where first.available > spend_plainly.credits;
  if not found then return; end if;

  insert into ledger_operations (wallet_id, key, kind, amount, reference, request_hash, created_at)
  values (spend_plainly.wallet, spend_plainly.key, 'spend', spend_plainly.credits, spend_plainly.reference,
          spend_plainly.request_hash, moment)
  on conflict (wallet_id, key) do nothing;
  if not found then return; end if;

  update credit_grants set available = available - spend_plainly.credits
  where wallet_id = spend_plainly.wallet and id = payer;

  insert into ledger_entries (wallet_id, seq, operation_key, grant_id, from_bucket, to_bucket, amount, created_at)
  values (spend_plainly.wallet, before.version + 1, spend_plainly.key, payer, 'available', 'spent', spend_plainly.credits,
          moment);

  insert into outbox_events (wallet_id, id, type, subject, wallet_version, data, occurred_at)
  values (spend_plainly.wallet, spend_plainly.fact_id, 'credits.spent', spend_plainly.key, before.version + 1,
          jsonb_build_object('credits', spend_plainly.credits, 'reference', spend_plainly.reference),
          moment);

  update wallets set available = available - spend_plainly.credits, version = before.version + 1,
                     updated_at = moment
  where id = spend_plainly.wallet;

  spend_plainly.version := before.version + 1;
  spend_plainly.grant_id := payer;
end $$;
