/** A step shorter than this is not worth a line. */
const WORTH_A_LINE_MS = 1_000;
const SIGN_OF_LIFE_MS = 5_000;

/** 2.3 s */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a step of a start: says that it is under way after a second, and how long it took when it took longer. */
export async function step<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  const start = performance.now();
  const signs = [setTimeout(() => say(`  ${name} ...`), WORTH_A_LINE_MS)];
  const more = setInterval(() => say(`  ${name} ... ${seconds(performance.now() - start)}`), SIGN_OF_LIFE_MS);
  try {
    const result = await work();
    const took = performance.now() - start;
    if (took > WORTH_A_LINE_MS) say(`  ${name}: ${seconds(took)}`);
    return result;
  } finally {
    for (const sign of signs) clearTimeout(sign);
    clearInterval(more);
  }
}
