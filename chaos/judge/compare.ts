import { sql } from "@/db/client";
import { PACKS } from "@/lib/catalog/packs";
import { ENABLED_EVENTS } from "@/lib/inbox/handlers/registry";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import type { Witness } from "../witness";
import type { Check } from "./check";
import { type PaidAtStripe, readEventIds, readPaid } from "./read-stripe";

type Grant = { walletId: string; sourceKey: string; amount: number };

/** Everything that must hold when all is quiet again, each from a witness that did not hear of it from our tables. */
export async function compareAll(witness: Witness): Promise<Check[]> {
  const paid = await readPaid();
  const grants = await sql()<Grant[]>`
    select wallet_id as "walletId", source_key as "sourceKey", amount from credit_grants`;
  return [
    {
      name: "every invariant of the ledger holds",
      found: (await checkInvariants()).map((one) => JSON.stringify(one)),
    },
    { name: "nobody was told two different things", found: witness.faults },
    { name: "every acknowledged spend is there, once, and no other", found: await compareSpends(witness) },
    {
      name: "every purchase that a page called credited is credited",
      found: await comparePurchases(witness),
    },
    {
      name: "every payment at Stripe has exactly one grant of its worth, and no grant lacks its payment",
      found: compareGrants(paid, grants),
    },
    { name: "no order was charged twice", found: findChargedTwice(paid) },
    {
      name: "every wallet has what was paid for less what was spent",
      found: await compareWallets(paid, witness),
    },
    { name: "every event of ours is in the inbox and has ended well", found: await compareEvents() },
  ];
}

async function compareSpends({ spends, asked }: Witness): Promise<string[]> {
  const rows = await sql()<{ walletId: string; key: string; amount: number }[]>`
    select wallet_id as "walletId", key, amount from ledger_operations where kind = 'spend'`;
  const written = new Map(rows.map((row) => [row.key.replace("spend:api:", ""), row]));
  const lost = [...spends].flatMap(([key, { walletId, credits }]) => {
    const row = written.get(key);
    if (!row) return [`spend ${key} of ${credits} was acknowledged and is gone`];
    return row.amount === credits && row.walletId === walletId
      ? []
      : [`spend ${key} is not what was acknowledged`];
  });
  const unasked = [...written.keys()]
    .filter((key) => !asked.has(key))
    .map((key) => `nobody asked for spend ${key}`);
  const untold = [...written.keys()].filter((key) => asked.has(key) && !spends.has(key));
  return [...lost, ...unasked, ...untold.map((key) => `spend ${key} was written and its owner told no`)];
}

async function comparePurchases({ purchases }: Witness): Promise<string[]> {
  const rows = await sql()<{ orderId: string; walletId: string; credits: number }[]>`
    select payments.order_id as "orderId", payments.wallet_id as "walletId", credit_grants.amount as credits
    from payments join credit_grants on credit_grants.wallet_id = payments.wallet_id
      and credit_grants.source_key = 'pi:' || payments.stripe_payment_intent_id
    where payments.order_id is not null`;
  const credited = new Map(rows.map((row) => [row.orderId, row]));
  return [...purchases].flatMap(([orderId, { walletId, credits }]) => {
    const row = credited.get(orderId);
    return row?.credits === credits && row.walletId === walletId
      ? []
      : [`order ${orderId} of ${credits} credits is not credited`];
  });
}

function compareGrants(paid: PaidAtStripe[], grants: readonly Grant[]): string[] {
  const ofPayment = groupBy(grants, ({ sourceKey }) => sourceKey);
  const known = new Set(paid.map(({ id }) => `pi:${id}`));
  const missing = paid.flatMap((payment) => {
    const own = ofPayment.get(`pi:${payment.id}`) ?? [];
    const [grant] = own;
    const isRight =
      own.length === 1 && grant?.amount === worthOf(payment) && grant.walletId === payment.walletId;
    return isRight ? [] : [`payment ${payment.id} has ${own.length} grants: ${JSON.stringify(own)}`];
  });
  const groundless = grants.filter(({ sourceKey }) => !known.has(sourceKey));
  return [...missing, ...groundless.map(({ sourceKey }) => `grant ${sourceKey} has no payment at Stripe`)];
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

/** Of the catalog: what this much money buys. */
export function worthOf({ amount, currency }: PaidAtStripe): number {
  return PACKS.find(({ prices }) => (prices as Record<string, number>)[currency] === amount)?.credits ?? 0;
}

function findChargedTwice(paid: PaidAtStripe[]): string[] {
  const ofOrder = groupBy(paid, ({ orderId, id }) => orderId ?? id);
  return [...ofOrder]
    .filter(([, own]) => own.length > 1)
    .map(([id, own]) => `order ${id}: ${own.map((one) => one.id)}`);
}

async function compareWallets(paid: PaidAtStripe[], { spends }: Witness): Promise<string[]> {
  const expected = new Map<string, number>();
  const add = (walletId: string, credits: number) =>
    expected.set(walletId, (expected.get(walletId) ?? 0) + credits);
  for (const payment of paid) add(payment.walletId ?? "", worthOf(payment));
  for (const { walletId, credits } of spends.values()) add(walletId, -credits);
  const wallets = await sql()<
    { id: string; has: number }[]
  >`select id, available + held - owed as has from wallets`;
  return wallets
    .filter(({ id, has }) => has !== (expected.get(id) ?? 0))
    .map(({ id, has }) => `wallet ${id} has ${has} and must have ${expected.get(id) ?? 0}`);
}

async function compareEvents(): Promise<string[]> {
  const ids = await readEventIds(ENABLED_EVENTS);
  const rows = await sql()<
    { id: string; type: string; state: string; outcome: string; lastError: string | null }[]
  >`
    select id, type, state, outcome, last_error as "lastError" from inbox_events`;
  const known = new Set(rows.map(({ id }) => id));
  const unfinished = rows.filter(({ state }) => !["processed", "ignored"].includes(state));
  return [
    ...ids.filter((id) => !known.has(id)).map((id) => `event ${id} never arrived`),
    ...unfinished.map(
      (row) => `event ${row.id} (${row.type}) is ${row.state}: ${row.outcome} ${row.lastError ?? ""}`,
    ),
  ];
}
