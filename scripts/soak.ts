import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run/command";
import { CHECKOUT } from "./run/folders";

/**
 * `npm run test:soak`: the proof of the ledger for ten minutes instead of one, one part after the other, so that each
 * gets its time whole. `TOPUP_PROOF_SECONDS` sets another time. The last line is JSON: what was tried, and whether all
 * of it held; exit 0 only then.
 */
const SECONDS = process.env.TOPUP_PROOF_SECONDS ?? "600";

type Counts = Record<string, number>;

const folder = mkdtempSync(join(tmpdir(), "topup-soak-"));
const report = join(folder, "counts");
const program = join(CHECKOUT, "node_modules/vitest/vitest.mjs");
const start = performance.now();
const exitCode = await run(process.execPath, [program, "run", "--no-file-parallelism", "lib/ledger/proof"], {
  TOPUP_PROOF_SECONDS: SECONDS,
  TOPUP_PROOF_REPORT: report,
});
const seconds = Math.round((performance.now() - start) / 1000);
process.stdout.write(`${JSON.stringify({ ok: exitCode === 0, seconds, ...readCounts() })}\n`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = exitCode;

function readCounts(): Counts {
  const lines = existsSync(report) ? readFileSync(report, "utf8").trim().split("\n") : [];
  const total: Counts = {};
  for (const line of lines)
    for (const [name, count] of Object.entries(JSON.parse(line) as Counts))
      total[name] = (total[name] ?? 0) + count;
  return total;
}
