-- The ledger's history can only grow. Correctness rests on keys and CHECKs; these triggers are belt and braces
-- against a hand in the database or a careless migration.
create function refuse_change_of_ledger() returns trigger language plpgsql as $$
begin
  raise exception 'append_only: % on % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger ledger_entries_append_only before update or delete on ledger_entries
  for each row execute function refuse_change_of_ledger();
--> statement-breakpoint
create trigger ledger_entries_no_truncate before truncate on ledger_entries
  for each statement execute function refuse_change_of_ledger();
--> statement-breakpoint
create trigger ledger_operations_append_only before update or delete on ledger_operations
  for each row execute function refuse_change_of_ledger();
--> statement-breakpoint
create trigger ledger_operations_no_truncate before truncate on ledger_operations
  for each statement execute function refuse_change_of_ledger();
