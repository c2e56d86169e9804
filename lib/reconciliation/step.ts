import type { ListPage, PageAsked } from "@/lib/stripe/list-page";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import type { Run } from "./run";

/** One side of a difference, for people to read: ids, amounts in minor units, states. */
export type Side = Record<string, unknown>;

/** Something on which Stripe and our rows do not agree; `canHeal`: a verb may be able to bring our side up. */
export type Difference = {
  kind: string;
  walletId: string | null;
  stripe: Side | null;
  ours: Side | null;
  canHeal: boolean;
};

/** Money of Stripe's side that counts in the proof, in minor units. */
export type Counted = { what: string; currency: string; amountMinor: number };

/** What comparing one object gave. `isKnown`: our rows have it. */
export type Verdict = { differences: Difference[]; isKnown: boolean; counted: Counted[] };

/**
 * What the verb said that should heal, with the object as it was read for that; null when it was not read anew.
 * `isForeign`: it turned out to be none of ours after all.
 */
export type Healed<Item> = { said: string; fresh: Item | null; isForeign: boolean };

/** What our rows add up to, in minor units of a currency. */
export type OurSum = { what: string; currency: string; count: number; sumMinor: number };

/** How objects of one kind are compared, page by page. */
export type Step<Item extends { id: string }> = {
  name: string;
  /** As Stripe calls such an object. */
  object: string;
  list: (asked: PageAsked) => Promise<StripeAnswer<ListPage<Item>>>;
  /** When it happened, for leaving out what is young; null where only `compare` can tell. */
  momentOf: (item: Item) => Date | null;
  /** Compares objects of Stripe with our rows: one verdict for each, in their order. Asks only our database. */
  compare: (run: Run, items: readonly Item[]) => Promise<Verdict[]>;
  /** Brings our rows up to one object, by the verbs that events use. */
  heal: (item: Item) => Promise<Healed<Item>>;
  /** The other direction: our rows that Stripe's list did not name. Null where we keep none. */
  ours: OurRows<Item> | null;
  /** Our side of the proof. */
  sumOurs: (run: Run) => Promise<OurSum[]>;
};

export type OurRow = { id: string; walletId: string | null; side: Side };

/** Rows of ours that one question brings at most, so that memory does not grow with their number. */
export const ROWS_PER_PAGE = 100;

export type OurRows<Item> = {
  /** Some rows of ours in the window that the run has not met at Stripe. */
  listUnseen: (run: Run) => Promise<OurRow[]>;
  /** One object by its id; null when Stripe does not know it. */
  ask: (id: string) => Promise<StripeAnswer<Item | null>>;
};
