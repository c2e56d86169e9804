import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import type { Absorbed } from "./absorbed";
import { countChange } from "./count-change";
import { isLive } from "./live-statuses";
import { lockWalletOfCustomer } from "./lock-customer";
import { isSameRow, type SubscriptionRow, toSubscriptionRow } from "./subscription-row";

type Stored = SubscriptionRow & { read_ticket: number };

/**
 * Writes what Stripe said of a subscription into our copy, under its wallet's lock, unless what is there was read
 * later. The wallet's count of such changes grows when anything is different, so that caches notice. Credits are not
 * touched. A subscription made by hand is taken in like any other if its price is ours.
 */
export async function recordSubscription(
  tx: Tx,
  facts: SubscriptionFacts,
  ticket: number,
): Promise<Absorbed> {
  const wallet = await lockWalletOfCustomer(tx, facts.customerId);
  if (!wallet) return { kind: "ignored", sentence: "a subscription of no customer of ours" };
  const stored = await tx<Stored[]>`select * from subscriptions where wallet_id = ${wallet.id}`;
  const before = stored.find((one) => one.stripe_subscription_id === facts.id) ?? null;
  if (before && before.read_ticket >= ticket)
    return { kind: "mirrored", sentence: `subscription ${facts.id} was read later than this already` };
  const row = toSubscriptionRow(wallet.id, facts, before);
  if (!row) return { kind: "ignored", sentence: `subscription ${facts.id} is not to a plan of ours` };
  const current = stored.find((one) => one !== before && one.set_aside === null && isLive(one.status));
  if (current && row.set_aside === null && isLive(row.status)) await shareOnePlace(tx, current, row);
  await upsert(tx, row, ticket);
  const isNew = !before || !isSameRow(before, row);
  if (isNew) {
    await takeUpAnother(tx, wallet.id);
    await countChange(tx, wallet.id);
  }
  return outcomeOf(row);
}

async function upsert(tx: Tx, row: SubscriptionRow, ticket: number): Promise<void> {
  const full = { ...row, read_ticket: ticket, updated_at: now() };
  await tx`
    insert into subscriptions ${tx(full)}
    on conflict (wallet_id, stripe_subscription_id) do update set ${tx(full)}`;
}

/**
 * Of two live subscriptions the one that was there first keeps the wallet's place, unless its first payment was never
 * made: then it stands in nobody's way. A payer who died before the id of what they began was written leaves such a one
 * behind, and it is heard of only after the next plan has begun.
 */
async function shareOnePlace(tx: Tx, current: Stored, row: SubscriptionRow): Promise<void> {
  if (current.status !== "incomplete" || row.status === "incomplete") {
    row.set_aside = "second_live_subscription";
    return;
  }
  await tx`
    update subscriptions set set_aside = 'second_live_subscription', updated_at = ${now()}
    where wallet_id = ${row.wallet_id} and stripe_subscription_id = ${current.stripe_subscription_id}`;
}

/** When the place is free, a subscription that was second takes it: one that is paid, and of those the oldest. */
async function takeUpAnother(tx: Tx, walletId: string): Promise<void> {
  await tx`
    update subscriptions set set_aside = null, updated_at = ${now()}
    where wallet_id = ${walletId} and stripe_subscription_id = (
      select stripe_subscription_id from subscriptions
      where wallet_id = ${walletId} and set_aside = 'second_live_subscription'
        and status not in ('canceled', 'incomplete_expired')
        and not exists (
          select 1 from subscriptions current
          where current.wallet_id = ${walletId} and current.set_aside is null
            and current.status not in ('canceled', 'incomplete_expired'))
      order by status = 'incomplete', started_at, stripe_subscription_id limit 1)`;
}

/**
 * Setting aside is a state of the subscription, which operators see in its row for as long as it lasts, and no end of
 * the event that told of it: the first plan may have ended a moment ago without our hearing of it, and what is right
 * again by itself an hour later must not have left events for somebody to look at.
 */
function outcomeOf({
  stripe_subscription_id: id,
  set_aside: reason,
  status,
  plan,
}: SubscriptionRow): Absorbed {
  const sentence = `subscription ${id} to ${plan} is ${status}`;
  const isAside = reason !== null && isLive(status);
  return { kind: "mirrored", sentence: isAside ? `${sentence} and set aside: ${reason}` : sentence };
}
