import { sql, type Tx } from "@/db/client";
import type { PlanInterval } from "@/lib/catalog/plans";
import { now, nowMs } from "@/lib/platform/clock";
import type { QuoteMoney } from "./quote-money";
import type { QuoteView } from "./views";
import type { ChangeTiming } from "./when-to-change";

export type QuoteState = "open" | "submitted" | "done" | "overtaken" | "declined";

/** A row of `plan_quotes`. */
export type QuoteRow = QuoteMoney & {
  walletId: string;
  id: string;
  stripeSubscriptionId: string;
  stripeItemId: string;
  timing: ChangeTiming;
  restarts: boolean;
  fromPlan: string;
  fromInterval: PlanInterval;
  toPlan: string;
  toInterval: PlanInterval;
  toPriceId: string;
  quantity: number;
  currency: string;
  periodCredits: number;
  renewalMinor: number;
  renewalAt: Date;
  prorationAt: Date | null;
  basis: string;
  state: QuoteState;
  expiresAt: Date;
};

const columns = () => sql()`
  wallet_id as "walletId", id, stripe_subscription_id as "stripeSubscriptionId", stripe_item_id as "stripeItemId",
  timing, restarts, from_plan as "fromPlan", from_interval as "fromInterval", to_plan as "toPlan",
  to_interval as "toInterval", to_price_id as "toPriceId", quantity, currency, credit_minor as "creditMinor",
  charge_minor as "chargeMinor", discount_minor as "discountMinor", balance_used_minor as "balanceUsedMinor",
  carried_minor as "carriedMinor", due_minor as "dueMinor", credits_now as "creditsNow",
  period_credits as "periodCredits", renewal_minor as "renewalMinor", renewal_at as "renewalAt",
  proration_at as "prorationAt", basis, state, expires_at as "expiresAt"`;

/** A quote of this wallet; one of another wallet is as unknown as one that never was. */
export async function findQuote(walletId: string, id: string): Promise<QuoteRow | null> {
  const [row] = await sql()<QuoteRow[]>`
    select ${columns()} from plan_quotes where wallet_id = ${walletId} and id = ${id}`;
  return row ?? null;
}

/** Who looks at a quote has at least so long to think; with less left, a new one is made. */
const TIME_TO_THINK_MS = 3 * 60_000;
/** Quotes that nobody took are of no use; those that somebody took stay. */
const KEPT_MS = 24 * 60 * 60_000;

/** The newest quote for the same change of the same plan that still holds for a while. */
export async function findHoldingQuote(
  walletId: string,
  toPriceId: string,
  basis: string,
): Promise<QuoteRow | null> {
  const [row] = await sql()<QuoteRow[]>`
    select ${columns()} from plan_quotes
    where wallet_id = ${walletId} and to_price_id = ${toPriceId} and basis = ${basis}
      and state in ('open', 'submitted') and expires_at > ${new Date(nowMs() + TIME_TO_THINK_MS)}
    order by created_at desc limit 1`;
  return row ?? null;
}

/** Writes a new quote, and forgets what the wallet asked and did not take. */
export async function insertQuote(row: QuoteRow): Promise<void> {
  await sql()`
    delete from plan_quotes
    where wallet_id = ${row.walletId} and state = 'open' and expires_at < ${new Date(nowMs() - KEPT_MS)}`;
  const named = Object.entries(row).map(([name, value]) => [toColumn(name), value]);
  await sql()`insert into plan_quotes ${sql()(Object.fromEntries(named))}`;
}

/** Moves a quote on; one that is done stays done. */
export async function markQuote(quote: QuoteRow, state: QuoteState, on: Tx | null = null): Promise<void> {
  const run = on ?? sql();
  await run`
    update plan_quotes set state = ${state}, updated_at = ${now()}
    where wallet_id = ${quote.walletId} and id = ${quote.id} and state <> 'done'`;
}

export function toQuoteView(row: QuoteRow): QuoteView {
  const { id, timing, restarts, currency, creditMinor, chargeMinor, discountMinor, dueMinor } = row;
  const { balanceUsedMinor, carriedMinor, creditsNow, periodCredits, renewalMinor } = row;
  return {
    ...{ id, timing, restarts, currency, creditMinor, chargeMinor, discountMinor, dueMinor },
    ...{ balanceUsedMinor, carriedMinor, creditsNow, periodCredits, renewalMinor },
    from: { plan: row.fromPlan, interval: row.fromInterval },
    to: { plan: row.toPlan, interval: row.toInterval },
    renewalAt: row.renewalAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

function toColumn(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
