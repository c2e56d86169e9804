import { sql } from "@/db/client";

/** Money that was given back, or is on its way; `failed` when the bank would not take it, so it was not. */
export type RefundTold = { amountMinor: number; state: "under_way" | "done" | "failed"; at: string };

/** A bank took the money back; `over` when that is decided in our favour, so it stayed. */
export type DisputeTold = { amountMinor: number; state: "open" | "lost" | "over"; at: string };

/**
 * What went back of one payment, as the person who paid may read it: refunds, oldest first, and the dispute that
 * matters most. An inquiry moves nothing, and a warning is between the banks and us, so neither is told. Money in minor
 * units of the payment's currency, times ISO 8601 in UTC.
 */
export type MoneyBackView = {
  refunds: RefundTold[];
  /** The sum of those that did not fail. */
  refundedMinor: number;
  dispute: DisputeTold | null;
  /** What was taken back of the payment's credits in all, and what is kept back while its dispute is open. */
  credits: { taken: number; kept: number };
};

type Row = { id: string; what: "refund" | "dispute"; amountMinor: number; state: string; at: Date };
type CreditsRow = { id: string; taken: number; kept: number };

/** Of some of a wallet's payments those of which something went back. Another wallet's payment is as if unknown. */
export async function findMoneyBack(
  walletId: string,
  paymentIntentIds: readonly string[],
): Promise<ReadonlyMap<string, MoneyBackView>> {
  if (paymentIntentIds.length === 0) return new Map();
  const [rows, credits] = await Promise.all([
    readRows(walletId, paymentIntentIds),
    readCredits(walletId, paymentIntentIds),
  ]);
  const ids = [...new Set(rows.map(({ id }) => id))];
  return new Map(
    ids.map((id) => {
      const of = credits.find((one) => one.id === id);
      const own = rows.filter((row) => row.id === id);
      return [id, toView(own, { taken: of?.taken ?? 0, kept: of?.kept ?? 0 })];
    }),
  );
}

/** Of disputes the one that is not decided stands last, so that it is the one that is told. */
function readRows(walletId: string, ids: readonly string[]): Promise<Row[]> {
  const isOfThese = sql()`wallet_id = ${walletId} and stripe_payment_intent_id = any(${[...ids]})`;
  return sql()<Row[]>`
    select * from (
      select stripe_payment_intent_id as id, 'refund' as what, amount_minor as "amountMinor", happened_at as at,
        case status when 'succeeded' then 'done' when 'failed' then 'failed' when 'canceled' then 'failed'
          else 'under_way' end as state
      from refunds where ${isOfThese}
      union all
      select stripe_payment_intent_id, 'dispute', amount_minor, happened_at,
        case status when 'lost' then 'lost' when 'won' then 'over' when 'prevented' then 'over' else 'open' end
      from disputes where ${isOfThese} and status not like 'warning%'
    ) rows
    order by what, array_position(array['over', 'lost', 'open'], state), at`;
}

function readCredits(walletId: string, ids: readonly string[]): Promise<CreditsRow[]> {
  return sql()<CreditsRow[]>`
    select asked.id,
      (select coalesce(sum(taken), 0)::bigint from payment_reversals steps
       where steps.wallet_id = ${walletId} and steps.stripe_payment_intent_id = asked.id) as taken,
      (select coalesce(sum(holds.amount), 0)::bigint
       from disputes
       join credit_holds holds on holds.wallet_id = disputes.wallet_id and holds.released_at is null
         and starts_with(holds.operation_key, 'keep:dispute:' || disputes.stripe_dispute_id || ':')
       where disputes.wallet_id = ${walletId} and disputes.stripe_payment_intent_id = asked.id) as kept
    from unnest(${[...ids]}::text[]) as asked (id)`;
}

function toView(rows: readonly Row[], credits: MoneyBackView["credits"]): MoneyBackView {
  const refunds = rows.filter(({ what }) => what === "refund").map((row) => toPart<RefundTold>(row));
  const disputes = rows.filter(({ what }) => what === "dispute").map((row) => toPart<DisputeTold>(row));
  const given = refunds.filter(({ state }) => state !== "failed");
  const refundedMinor = given.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { refunds, refundedMinor, dispute: disputes.at(-1) ?? null, credits };
}

function toPart<Part extends RefundTold | DisputeTold>({ amountMinor, state, at }: Row): Part {
  return { amountMinor, state, at: at.toISOString() } as Part;
}
