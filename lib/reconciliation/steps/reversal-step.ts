import { sql } from "@/db/client";
import type { OfPayment } from "@/lib/stripe/list-reversals";
import type { Run } from "../run";
import { type Healed, type OurRow, type OurSum, ROWS_PER_PAGE, type Step, type Verdict } from "../step";
import { inWindow, isInWindow } from "../window";
import { findKnown, type Known, walletOf } from "./payment-rows";

type Facts = { id: string; createdAt: Date };
type Money = { currency: string; amountMinor: number };

/** What a table of refunds, disputes or warnings is compared by; `money` is what it is about, where it names some. */
export type Reversal<Told extends Facts> = Pick<Step<OfPayment<Told>>, "name" | "object" | "list"> & {
  table: "refunds" | "disputes" | "fraud_warnings";
  idColumn: string;
  /** States after which something comes that counts, perhaps long after the window. */
  openStates: readonly string[];
  /** The column that says how it stands, and the same of Stripe's object, both as text. */
  stateColumn: string;
  stateOf: (told: Told) => string;
  moneyOf: (told: Told) => Money | null;
  ask: (id: string) => ReturnType<NonNullable<Step<OfPayment<Told>>["ours"]>["ask"]>;
  heal: (told: Told) => Promise<Healed<Told>>;
};

type Row = {
  id: string;
  walletId: string;
  state: string;
  currency: string | null;
  amountMinor: number | null;
};

/** What has no currency of its own stands in the proof under this. */
const NO_MONEY = { currency: "-", amountMinor: 0 };

/** A step for what was said of money afterwards: all three kinds are compared alike. */
export function reversalStep<Told extends Facts>(reversal: Reversal<Told>): Step<OfPayment<Told>> {
  const { name, object, list, ask } = reversal;
  return {
    ...{ name, object, list },
    momentOf: ({ createdAt }) => createdAt,
    compare: (run, items) => compare(run, reversal, items),
    heal: async (item) => {
      const healed = await reversal.heal(item);
      return { ...healed, fresh: healed.fresh && { ...healed.fresh, intent: item.intent } };
    },
    ours: { listUnseen: (run) => listUnseen(run, reversal), ask },
    sumOurs: (run) => sumOurs(run, reversal),
  };
}

async function compare<Told extends Facts>(
  run: Run,
  reversal: Reversal<Told>,
  items: readonly OfPayment<Told>[],
): Promise<Verdict[]> {
  const intents = items.flatMap(({ intent }) => intent ?? []);
  const [rows, found] = await Promise.all([findRows(reversal, items), findKnown(intents)]);
  const known = new Map(intents.map(({ id }, index) => [id, found[index]]));
  return items.map((item) =>
    judge(run, reversal, item, rows.get(item.id) ?? null, known.get(item.intent?.id ?? "") ?? null),
  );
}

function judge<Told extends Facts>(
  run: Run,
  reversal: Reversal<Told>,
  told: Told,
  row: Row | null,
  known: Known | null,
): Verdict {
  const walletId = row?.walletId ?? (known && walletOf(known));
  if (!walletId) return { differences: [], isKnown: false, counted: [] };
  const state = reversal.stateOf(told);
  const money = reversal.moneyOf(told);
  const stripe = { state, ...money, createdAt: told.createdAt.toISOString() };
  const counted = { what: reversal.name, ...(money ?? NO_MONEY) };
  const isSame =
    row?.state === state &&
    (!money || (row.currency === money.currency && row.amountMinor === money.amountMinor));
  const kind = row ? `${reversal.object}_outdated` : `${reversal.object}_not_recorded`;
  return {
    differences: isSame ? [] : [{ kind, walletId, stripe, ours: row && { ...row }, canHeal: true }],
    isKnown: row !== null,
    counted: isInWindow(run, told.createdAt) ? [counted] : [],
  };
}

/** Warnings have no money of their own. */
function moneyColumns({ table }: Pick<Reversal<Facts>, "table">) {
  return table === "fraud_warnings"
    ? sql()`null::text as currency, null::bigint as "amountMinor"`
    : sql()`currency, amount_minor as "amountMinor"`;
}

async function findRows<Told extends Facts>(
  { table, idColumn, stateColumn }: Reversal<Told>,
  items: readonly Told[],
): Promise<ReadonlyMap<string, Row>> {
  const query = sql();
  const rows = await query<Row[]>`
    select ${query(idColumn)} as id, wallet_id as "walletId", ${query(stateColumn)}::text as state,
      ${moneyColumns({ table })}
    from ${query(table)} where ${query(idColumn)} = any(${items.map(({ id }) => id)})`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those of the window, and older ones that are still open: a bank takes months, and its last word must not be missed. */
async function listUnseen<Told extends Facts>(
  run: Run,
  { table, idColumn, stateColumn, openStates }: Reversal<Told>,
): Promise<OurRow[]> {
  const query = sql();
  const isOpen = query`${query(stateColumn)}::text = any(${[...openStates]})`;
  const isOldAndOpen = run.since ? query`happened_at < ${run.since} and ${isOpen}` : query`false`;
  return query<OurRow[]>`
    select ${query(idColumn)} as id, wallet_id as "walletId",
      jsonb_build_object('state', ${query(stateColumn)}, 'payment', stripe_payment_intent_id) as side
    from ${query(table)}
    where livemode = ${run.livemode} and (${inWindow(query, run, "happened_at")} or ${isOldAndOpen}) and not exists (
      select 1 from reconciliation_seen seen
      where seen.run_id = ${run.id} and seen.object_id = ${query(table)}.${query(idColumn)})
    limit ${ROWS_PER_PAGE}`;
}

async function sumOurs<Told extends Facts>(run: Run, { table, name }: Reversal<Told>): Promise<OurSum[]> {
  const query = sql();
  return query<OurSum[]>`
    with rows as (
      select ${moneyColumns({ table })} from ${query(table)}
      where livemode = ${run.livemode} and ${inWindow(query, run, "happened_at")})
    select ${name} as what, coalesce(currency, ${NO_MONEY.currency}) as currency, count(*)::bigint as count,
      coalesce(sum("amountMinor"), 0)::bigint as "sumMinor"
    from rows group by 2`;
}
