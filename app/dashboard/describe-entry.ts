import type { Bucket, EntryView, OperationKind } from "@/lib/ledger/views";

export type EntryWords =
  | "added"
  | "spent"
  | "held"
  | "captured"
  | "released"
  | "expired"
  | "reversed"
  | "indebted"
  | "repaid"
  | "adjusted";

const WORDS: Partial<Record<`${Bucket}>${Bucket}`, EntryWords>> = {
  "issued>available": "added",
  "available>spent": "spent",
  "available>held": "held",
  "held>spent": "captured",
  "held>available": "released",
  "available>expired": "expired",
  "held>expired": "expired",
  "available>reversed": "reversed",
  "held>reversed": "reversed",
  "owed>reversed": "indebted",
  "available>owed": "repaid",
};

function wordsOf(kind: OperationKind, from: Bucket, to: Bucket): EntryWords {
  if (kind === "adjust" && to !== "owed") return "adjusted";
  return WORDS[`${from}>${to}`] ?? "adjusted";
}

/** How a person reads an entry: which words, and what it changed of the credits they can use (0: nothing). */
export function describeEntry({
  kind,
  from,
  to,
  amount,
}: Pick<EntryView, "kind" | "from" | "to" | "amount">) {
  const change = (to === "available" ? amount : 0) - (from === "available" ? amount : 0);
  return { words: wordsOf(kind, from, to), change };
}
