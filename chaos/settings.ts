import { parseArgs } from "node:util";

export type Settings = { seconds: number; seed: number; keep: boolean };

export const HELP = `npm run -s test:chaos [-- --seconds N] [--seed N] [--keep]

People buy and spend while everything around them breaks, for N seconds (60) and for as long as it takes that each kind of
trouble has happened. Then what was lost is fetched from Stripe, and everything is compared. A run with the same seed
plays the same people and the same troubles; which of two things is first is up to the machine.
The last line is one JSON: seed, counts, checks. Exit 0 only when every check held. --keep leaves logs and data behind.`;

export function readSettings(args: string[]): Settings | null {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: "string", default: "60" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [seconds, seed] = [values.seconds, values.seed].map((text) =>
    /^\d{1,9}$/.test(text) ? Number(text) : null,
  );
  if (values.help || typeof seconds !== "number" || typeof seed !== "number") return null;
  return { seconds, seed, keep: values.keep };
}
