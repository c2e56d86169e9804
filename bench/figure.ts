/**
 * One measured number. `limit` is what it is held against: a number measured in the same run on the same
 * machine, times the share that is promised, or a fixed bound. Null where a figure is only told.
 */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  limit: { kind: "at_least" | "at_most"; value: number; why: string } | null;
};

/** Whether a figure keeps its limit. */
export function isKept({ value, limit }: Figure): boolean {
  if (!limit) return true;
  return limit.kind === "at_least" ? value >= limit.value : value <= limit.value;
}
