import { isPackId, type PackId } from "@/lib/catalog/packs";
import type { GrantOrigin } from "@/lib/checkout/find-origins";
import type { ActivityLine, ActivityView } from "@/lib/ledger/list-activity";
import type { Bucket } from "@/lib/ledger/views";

/** Why credits changed: a key of the messages in `activity.causes`, and what its sentence is filled with. */
export type Cause = {
  words:
    | "bought"
    | "plan"
    | "paid"
    | "given"
    | "givenBack"
    | "keptBack"
    | "letGo"
    | "spent"
    | "held"
    | "captured"
    | "released"
    | "expired"
    | "reversed"
    | "refunded"
    | "disputed"
    | "adjusted";
  /** What it was for, in somebody's own words; never an id of ours. */
  reference: string | null;
};

const OF_KIND = {
  spend: "spent",
  hold: "held",
  capture: "captured",
  release: "released",
  expire: "expired",
  adjust: "adjusted",
} as const;

const OF_SOURCE = {
  pack: "bought",
  plan: "plan",
  payment_without_order: "paid",
  adjustment: "given",
  given_back: "givenBack",
} as const;

/**
 * Of credits that were added the origin says more than the reference, which is the order's id; of those taken back
 * the operation's key says why.
 */
export function causeOf(
  { key, kind, reference, letGo }: Pick<ActivityView, "key" | "kind" | "reference" | "letGo">,
  origin?: GrantOrigin,
): Cause {
  if (kind === "reverse") return { words: whyReversed(key), reference: null };
  if (key.startsWith("keep:")) return { words: "keptBack", reference: null };
  if (letGo) return { words: "letGo", reference: null };
  if (kind !== "grant") return { words: OF_KIND[kind], reference };
  const words = OF_SOURCE[origin?.source ?? "adjustment"];
  return { words, reference: words === "given" ? reference : null };
}

function whyReversed(key: string): "refunded" | "disputed" | "reversed" {
  if (key.startsWith("reverse:refund:")) return "refunded";
  return key.startsWith("reverse:dispute:") ? "disputed" : "reversed";
}

/** The pack that was bought, when it is still one that has a name. */
export function packOf(origin: GrantOrigin | undefined): PackId | null {
  const item = origin?.order?.item;
  return isPackId(item) ? item : null;
}

export type LineWords =
  | "added"
  | "spent"
  | "held"
  | "captured"
  | "released"
  | "expired"
  | "reversed"
  | "indebted"
  | "repaid";

const OF_MOVE: Partial<Record<`${Bucket}>${Bucket}`, LineWords>> = {
  "issued>available": "added",
  "available>spent": "spent",
  "available>held": "held",
  "held>spent": "captured",
  "held>available": "released",
  "available>expired": "expired",
  "available>reversed": "reversed",
  "owed>reversed": "indebted",
  "available>owed": "repaid",
};

/** What one line did, as a key of `activity.lines`. Throws for a move that the database would not take. */
export function wordsOfLine({ from, to }: Pick<ActivityLine, "from" | "to">): LineWords {
  const words = OF_MOVE[`${from}>${to}`];
  if (!words) throw new Error(`move_unknown: ${from} to ${to}`);
  return words;
}
