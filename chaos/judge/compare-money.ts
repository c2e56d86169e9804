import { sql } from "@/db/client";
import type { Witness } from "../witness";
import type { AtStripe } from "./read-stripe";
import { type Due, takenBack, worthOfAll } from "./worth";

type Grant = { walletId: string; key: string; credits: number };

/**
 * Every payment at Stripe has exactly one grant for each thing bought, of its worth, and no such grant lacks its
 * payment.
 */
export async function compareGrants(stripe: AtStripe, { subscribers }: Witness): Promise<string[]> {
  const grants = await sql()<Grant[]>`
    select wallet_id as "walletId", source_key as key, amount as credits from credit_grants
    where source_key like 'pi:%' or source_key like 'invoice:%'`;
  const due = worthOfAll(stripe, subscribers).filter(({ credits }) => credits > 0);
  const ofKey = groupBy(grants, ({ key }) => key);
  const known = new Set(due.map(({ key }) => key));
  return [
    ...due.flatMap((one) => differenceOf(one, ofKey.get(one.key) ?? [])),
    ...grants
      .filter(({ key }) => !known.has(key))
      .map(({ key }) => `grant ${key} is for nothing that was paid`),
  ];
}

function differenceOf(due: Due, grants: Grant[]): string[] {
  const [grant] = grants;
  const isRight = grants.length === 1 && grant?.credits === due.credits && grant.walletId === due.walletId;
  return isRight ? [] : [`${due.key} must be ${due.credits} credits and is ${JSON.stringify(grants)}`];
}

export function findChargedTwice({ packs }: AtStripe): string[] {
  return [...groupBy(packs, ({ orderId }) => orderId)]
    .filter(([, own]) => own.length > 1)
    .map(([orderId, own]) => `order ${orderId}: ${own.map(({ id }) => id)}`);
}

/** Each payment of somebody with a plan brought the money of one paid invoice, and no invoice was paid by two. */
export function findPaidForNothing({ taken, invoices }: AtStripe): string[] {
  const named = new Set(invoices.flatMap(({ paymentIds }) => paymentIds));
  return [
    ...taken.filter((id) => !named.has(id)).map((id) => `payment ${id} is of no paid invoice`),
    ...invoices
      .filter(({ paymentIds }) => paymentIds.length > 1)
      .map(({ id, paymentIds }) => `invoice ${id}: ${paymentIds}`),
  ];
}

/** What every wallet has, owes or holds is what was paid for, less what was spent and what went back. */
export async function compareWallets(
  stripe: AtStripe,
  { subscribers, spends, ...told }: Witness,
): Promise<string[]> {
  const expected = new Map<string, number>();
  const add = (walletId: string, credits: number) =>
    expected.set(walletId, (expected.get(walletId) ?? 0) + credits);
  const dues = worthOfAll(stripe, subscribers);
  for (const { walletId, credits } of dues) add(walletId, credits);
  for (const { walletId, credits } of spends.values()) add(walletId, -credits);
  for (const [holdId, credits] of told.captures) add(told.holds.get(holdId)?.walletId ?? "", -credits);
  for (const [walletId, credits] of takenBack(dues, stripe.back)) add(walletId, -credits);
  const wallets = await sql()<{ id: string; has: number }[]>`
    select id, available + held - owed as has from wallets`;
  return wallets
    .filter(({ id, has }) => has !== (expected.get(id) ?? 0))
    .map(({ id, has }) => `wallet ${id} has ${has} and must have ${expected.get(id) ?? 0}`);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
