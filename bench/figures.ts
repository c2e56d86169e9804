/** A measured value beside the limit it has to keep, which was measured or fixed for the same run. */
export type Figure = { name: string; value: number; limit: string; ok: boolean };

export function atLeast(name: string, value: number, limit: number): Figure {
  return { name, value: rounded(value), limit: `>= ${limit}`, ok: value >= limit };
}

export function atMost(name: string, value: number, limit: number): Figure {
  return { name, value: rounded(value), limit: `<= ${limit}`, ok: value <= limit };
}

/** A figure that tells, without a limit of its own. */
export function told(name: string, value: number): Figure {
  return { name, value: rounded(value), limit: "none", ok: true };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
