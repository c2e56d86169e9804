import { cpus } from "node:os";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { benchApi } from "./bench-api";
import { benchInbox } from "./bench-inbox";
import { benchLedger } from "./bench-ledger";
import { benchCreditTime, benchEmulator } from "./bench-payments";
import { benchReconcile } from "./bench-reconcile";
import { benchMix, benchPayments } from "./bench-webhooks";
import type { Figure } from "./figures";
import { Stage } from "./stage";

/**
 * `npm run bench`: figures as JSON, each beside its limit; exit 0 only when all limits are kept.
 * `npm run bench -- ledger api` runs those parts only.
 */
const PARTS: Record<string, (stage: Stage) => Promise<Figure[]>> = {
  payments: (stage) =>
    keepingBooks(stage, async () => {
      const { url } = await stage.startEmulator();
      return [...(await benchEmulator(url)), ...(await benchCreditTime(url))];
    }),
  webhooks: (stage) =>
    keepingBooks(stage, async () => {
      await stage.startCannedStripe();
      const [bare, topup] = [await stage.startBare(), await stage.startTopup()];
      return [...(await benchPayments(topup.url, bare.url)), ...(await benchMix(topup.url, bare.url))];
    }),
  inbox: (stage) => keepingBooks(stage, benchInbox),
  ledger: (stage) => keepingBooks(stage, benchLedger),
  api: benchApi,
  reconcile: benchReconcile,
};

let stage: Stage | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    const end = () => process.exit(1);
    (stage?.close() ?? Promise.resolve()).then(end, end);
  });

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(", ")}: there are ${Object.keys(PARTS).join(", ")}`);

const figures: Figure[] = [];
for (const [name, part] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  stage = new Stage();
  try {
    figures.push(...(await part(stage)));
  } finally {
    await stage.close();
  }
}
const ok = figures.every((figure) => figure.ok);
const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model ?? "unknown" };
console.log(JSON.stringify({ ok, machine, figures }, null, 2));
process.exitCode = ok ? 0 : 1;

/** On a durable database; speed with broken books would be no figure at all. */
async function keepingBooks(stage: Stage, measure: () => Promise<Figure[]>): Promise<Figure[]> {
  await stage.openDatabase({ durable: true });
  const measured = await measure();
  const violations = await checkInvariants();
  if (violations.length > 0) throw new Error(`broken invariants: ${JSON.stringify(violations)}`);
  return measured;
}
