/** One thing that must hold after the run, and what speaks against it. */
export type Check = { name: string; found: string[] };

const SHOWN_MAX = 10;

/** What is wrong, in as many lines as a person reads. */
export function inWords({ name, found }: Check): string {
  const more = found.length > SHOWN_MAX ? [`and ${found.length - SHOWN_MAX} more`] : [];
  return [name, ...found.slice(0, SHOWN_MAX), ...more].join("\n    ");
}
