/** Charts are drawn in a box of this size and stretched to the width there is; strokes keep theirs. */
export const BOX = { width: 300, height: 80 } as const;

/** A bar leaves this share of its day's width empty. */
const GAP = 0.3;

export type Bar = { x: number; y: number; width: number; height: number };

/** A bar for each value, as high as its share of the highest. What is more than nothing can be seen. */
export function barsOf(values: readonly number[]): Bar[] {
  const step = BOX.width / values.length;
  const top = Math.max(...values);
  return values.map((value, at) => {
    const height = value > 0 ? Math.max(1.5, (value / top) * BOX.height) : 0;
    return { x: (at + GAP / 2) * step, y: BOX.height - height, width: step * (1 - GAP), height };
  });
}

/** The edge of a staircase over the values, each as wide as its day: between two evenings nothing is made up. */
export function stepsOf(values: readonly number[]): string {
  const step = BOX.width / values.length;
  const top = Math.max(1, ...values);
  const y = (value: number) => round(BOX.height - 1 - (value / top) * (BOX.height - 2));
  return values
    .map(
      (value, at) =>
        `${at === 0 ? "M0" : "V"}${at === 0 ? ` ${y(value)}` : y(value)}H${round((at + 1) * step)}`,
    )
    .join("");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
