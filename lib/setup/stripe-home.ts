import { sql } from "@/db/client";
import type { HomeMode } from "./here";

/** To which Stripe a database belongs; see db/schema/stripe-home. */
export type Home = { mode: HomeMode; accountId: string | null; keyFingerprint: string | null };

/** Null while nobody has claimed the database. Throws where the table is not there yet. */
export async function readHome(): Promise<Home | null> {
  const [home] = await sql()<Home[]>`
    select mode, account_id as "accountId", key_fingerprint as "keyFingerprint" from stripe_home`;
  return home ?? null;
}

/**
 * Writes to whom the database belongs, unless somebody was first, and answers what stands there then. A database that
 * is older than this table tells its mode by what the sweep noted; when that is the other one, it is claimed for it.
 */
export async function claimHome({ mode, accountId, keyFingerprint }: Home): Promise<Home> {
  const live = mode === "live";
  await sql()`
    insert into stripe_home (mode, account_id, key_fingerprint)
    select
      case when other.is_there then ${live ? "test" : "live"} else ${mode} end,
      case when other.is_there then null else ${accountId}::text end,
      case when other.is_there then null else ${keyFingerprint}::text end
    from (
      select exists (select from event_sweeps where livemode <> ${live})
        and not exists (select from event_sweeps where livemode = ${live}) as is_there
    ) other
    on conflict do nothing`;
  const home = await readHome();
  if (!home) throw new Error("home_missing: the row was removed while it was read");
  return home;
}

/** Keeps what was learned: the account, once it is known, and the key that is known to be of it. */
export async function confirmHome(accountId: string | null, keyFingerprint: string): Promise<void> {
  await sql()`
    update stripe_home
    set account_id = coalesce(account_id, ${accountId}::text), key_fingerprint = ${keyFingerprint}
    where account_id is not distinct from ${accountId}::text or account_id is null or ${accountId}::text is null`;
}

/** Whether nothing of Stripe's is stored, so that the database may move to another home. */
export async function isMovable(): Promise<boolean> {
  const [row] = await sql()<{ movable: boolean }[]>`
    select not exists (select from wallets where stripe_customer_id is not null)
      and not exists (select from inbox_events) and not exists (select from payments) as movable`;
  return row?.movable ?? false;
}

/** Moves the database to another home when nothing of Stripe's is stored in it; answers whether it did. */
export async function moveHome(from: Home, to: Home): Promise<boolean> {
  const moved = await sql()`
    update stripe_home
    set mode = ${to.mode}, account_id = ${to.accountId}, key_fingerprint = ${to.keyFingerprint}, claimed_at = now()
    where mode = ${from.mode} and account_id is not distinct from ${from.accountId}::text
      and not exists (select from wallets where stripe_customer_id is not null)
      and not exists (select from inbox_events) and not exists (select from payments)`;
  return moved.count > 0;
}
