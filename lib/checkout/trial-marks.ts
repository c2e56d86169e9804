import { createHmac } from "node:crypto";
import type { Sql, Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";

/** Mail providers that ignore dots in the name before the @. */
const IGNORES_DOTS = ["gmail.com", "googlemail.com"];

/**
 * An address as the same person would be known again by it: in small letters, without what follows a plus sign, and
 * without dots where the provider ignores them. Pure.
 */
export function normalAddress(address: string): string {
  const small = address.trim().toLowerCase();
  const at = small.lastIndexOf("@");
  const name = small.slice(0, at).replace(/\+.*$/, "");
  const provider = small.slice(at + 1);
  if (!IGNORES_DOTS.includes(provider)) return `${name}@${provider}`;
  return `${name.replaceAll(".", "")}@gmail.com`;
}

/** The mark of an address: keyed, so that nobody with the table alone can find out whose it is by trying. */
export function markOfAddress(address: string): string {
  const hash = createHmac("sha256", env().authSecret).update(`trial ${normalAddress(address)}`);
  return `email:${hash.digest("base64url")}`;
}

/** The mark of a card: Stripe's fingerprint of its number, the same whoever enters it. */
export function markOfCard(fingerprint: string): string {
  return `card:${fingerprint}`;
}

/** Whether this wallet had a trial, in whatever way it came to it. */
async function hadTrial(query: Sql | Tx, walletId: string): Promise<boolean> {
  const [trial] = await query`
    select 1 from subscriptions where wallet_id = ${walletId} and trial_end is not null
    union all
    select 1 from paid_invoice_lines where wallet_id = ${walletId} and kind = 'trial'
    limit 1`;
  return trial !== undefined;
}

/** Whether a trial was begun under one of these marks by somebody with another wallet. */
async function isMarkUsed(query: Sql | Tx, marks: readonly string[], walletId: string): Promise<boolean> {
  const [used] = await query`
    select 1 from trial_uses where mark = any(${[...marks]}::text[]) and wallet_id <> ${walletId} limit 1`;
  return used !== undefined;
}

/** The mark of the wallet's present address; none for one whose person has gone. */
async function marksOfWallet(query: Sql | Tx, walletId: string): Promise<string[]> {
  const [user] = await query<{ email: string }[]>`
    select users.email from wallets join users on users.id = wallets.user_id where wallets.id = ${walletId}`;
  return user ? [markOfAddress(user.email)] : [];
}

/** Whether this wallet's person may be offered a trial. The card is only known when they pay. */
export async function mayHaveTrial(query: Sql | Tx, walletId: string): Promise<boolean> {
  if (await hadTrial(query, walletId)) return false;
  return !(await isMarkUsed(query, await marksOfWallet(query, walletId), walletId));
}

/**
 * Writes down, before the trial begins, that this order begins it with this card; false, with nothing written, when
 * this person or this card had one. Two who come at once with one card: the table lets one of them through.
 */
export async function takeTrial(
  tx: Tx,
  { walletId, id }: { walletId: string; id: string },
  fingerprint: string | null,
): Promise<boolean> {
  if (await hadTrial(tx, walletId)) return false;
  const marks = [...(await marksOfWallet(tx, walletId)), ...(fingerprint ? [markOfCard(fingerprint)] : [])];
  const taken = await tx`
    insert into trial_uses (mark, wallet_id, order_id, created_at)
    select mark, ${walletId}, ${id}, ${now()} from unnest(${marks.sort()}::text[]) as mark
    on conflict (mark) do update set order_id = excluded.order_id
      where trial_uses.wallet_id = excluded.wallet_id
    returning mark`;
  if (taken.length === marks.length) return true;
  await releaseTrial(tx, walletId, id);
  return false;
}

/** Takes back what `takeTrial` wrote, for an order that was canceled before its trial began. */
export async function releaseTrial(query: Sql | Tx, walletId: string, orderId: string): Promise<void> {
  await query`delete from trial_uses where wallet_id = ${walletId} and order_id = ${orderId}`;
}

/** Whether a card had a trial with somebody else's wallet. */
export async function hasCardHadTrial(
  query: Sql | Tx,
  walletId: string,
  fingerprint: string,
): Promise<boolean> {
  return isMarkUsed(query, [markOfCard(fingerprint)], walletId);
}
