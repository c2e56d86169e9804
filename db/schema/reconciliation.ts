import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

/** How many objects, and how much money in minor units of one currency: one side of a comparison. */
export type ReconciledSum = { count: number; sumMinor: number };

/** What Stripe's side adds up to so far: by what is compared and its currency, `payments usd`. */
export type ReconciledTotals = Record<string, ReconciledSum>;

/** Both sides of one line of the proof. */
export type ReconciledLine = {
  what: string;
  currency: string;
  stripe: ReconciledSum;
  ours: ReconciledSum;
};

/**
 * One comparison of Stripe with our rows, of one mode and one window of time. Written by the reconciler alone.
 *
 * A run is a walk over lists of Stripe, page by page: `step` and `cursor` say where it is, and move in the transaction
 * that writes down what the page brought (`stripe_totals`, seen objects, findings). So a run that was killed goes on from its
 * last page, by whoever finds it when `leased_until` is past and takes a new `lease`; who lost it cannot write any more,
 * so nothing of a page is counted twice.
 *
 * `since` and `until` bound the window, and money that is younger than `until` is left out: its event may be on its way.
 * `days` is how long the window is, and null, as `since`, for everything there ever was. `proof` is written at the end. `trouble` says why a run stopped short.
 *
 * state: `running`, also between two turns; `finished` with its proof; `abandoned` when nobody went on with it for a day.
 */
export const reconciliationRuns = pgTable(
  "reconciliation_runs",
  {
    id: uuid("id").primaryKey(),
    livemode: boolean("livemode").notNull(),
    days: integer("days"),
    since: timestamp("since", { withTimezone: true }),
    until: timestamp("until", { withTimezone: true }).notNull(),
    state: text("state").notNull().default("running"),
    step: text("step").notNull(),
    cursor: text("cursor"),
    listedCount: integer("listed_count").notNull().default(0),
    healedCount: integer("healed_count").notNull().default(0),
    leftCount: integer("left_count").notNull().default(0),
    stripeTotals: jsonb("stripe_totals").$type<ReconciledTotals>().notNull(),
    proof: jsonb("proof").$type<ReconciledLine[] | null>(),
    isZero: boolean("is_zero"),
    trouble: text("trouble"),
    lease: uuid("lease").notNull(),
    leasedUntil: timestamp("leased_until", { withTimezone: true }).notNull(),
    startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
  },
  (t) => [
    index("reconciliations_newest_first").on(t.startedAt.desc(), t.id.desc()),
    index("reconciliations_under_way").on(t.leasedUntil).where(sql`${t.state} = 'running'`),
    check("reconciliation_state_known", sql`${t.state} in ('running', 'finished', 'abandoned')`),
    check(
      "finished_reconciliation_has_its_proof",
      sql`(${t.state} = 'finished') = (${t.proof} is not null and ${t.isZero} is not null and ${t.finishedAt} is not null)`,
    ),
    check(
      "reconciliation_counts_not_negative",
      sql`${t.listedCount} >= 0 and ${t.healedCount} >= 0 and ${t.leftCount} >= 0`,
    ),
  ],
);

/**
 * A difference that a run found, with both sides as they were: what Stripe says and what our rows say. Written before
 * anything is done about it, so that a crash in the middle of healing leaves its trace.
 *
 * action: `open` until it was tried; `healed` when the same comparison found nothing afterwards; `left` to an operator,
 * because a machine would have to guess. `said` is what the verb answered that should have healed it.
 */
export const reconciliationFindings = pgTable(
  "reconciliation_findings",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => reconciliationRuns.id),
    id: uuid("id").notNull(),
    kind: text("kind").notNull(),
    object: text("object").notNull(),
    objectId: text("object_id").notNull(),
    walletId: uuid("wallet_id"),
    stripeSide: jsonb("stripe_side").$type<Record<string, unknown> | null>(),
    ourSide: jsonb("our_side").$type<Record<string, unknown> | null>(),
    action: text("action").notNull().default("open"),
    said: text("said"),
    foundAt: timestamp("found_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: "reconciliation_findings_pkey", columns: [t.runId, t.id] }),
    // A page that is read again after a crash finds its differences a second time.
    uniqueIndex("one_finding_of_a_kind_for_an_object").on(t.runId, t.kind, t.objectId),
    check("finding_action_known", sql`${t.action} in ('open', 'healed', 'left')`),
  ],
);

/**
 * What a run has met at Stripe and has a row of ours, so that at its end our rows can be asked which of them Stripe did
 * not name. In the database and not in memory, because a run may be of millions and may be killed. Removed when the run
 * ends; the rows of a run are nothing but its notes.
 */
export const reconciliationSeen = pgTable(
  "reconciliation_seen",
  {
    runId: uuid("run_id").notNull(),
    objectId: text("object_id").notNull(),
  },
  (t) => [primaryKey({ name: "reconciliation_seen_pkey", columns: [t.runId, t.objectId] })],
);
