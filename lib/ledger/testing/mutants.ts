import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
/** What the ledger is made of, and how it is compiled. */
const PARTS = ["db", "lib/ledger", "lib/outbox", "lib/platform", "package.json", "tsconfig.json"];
const SCENARIO_MS_MAX = 60_000;

/** One rule of the ledger taken out: in that file, that text becomes another. */
export type Mutation = { file: string; from: string; to: string };

/** A copy of the ledger's sources in a folder of its own, with one rule taken out or none. */
export class Mutant {
  private readonly folder = mkdtempSync(join(tmpdir(), "topup-mutant-"));

  constructor(mutation: Mutation | null) {
    for (const part of PARTS) cpSync(join(PROJECT, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(PROJECT, "node_modules"), join(this.folder, "node_modules"));
    if (mutation) this.mutate(mutation);
  }

  /** A rule that cannot be found any more is not proved any more, so that is a failure. */
  private mutate({ file, from, to }: Mutation): void {
    const path = join(this.folder, file);
    const text = readFileSync(path, "utf8");
    if (text.split(from).length !== 2) throw new Error(`${file} does not say once: ${from}`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  }

  /** Runs scenarios on this copy, in a process and on a database of their own, and answers what was noticed. */
  async run(scenarios: readonly string[], databaseUrl: string): Promise<Record<string, string[]>> {
    const script = join(this.folder, "lib/ledger/testing/run-scenario.ts");
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", script, ...scenarios],
      {
        cwd: this.folder,
        env: { ...process.env, DATABASE_URL: databaseUrl },
        timeout: SCENARIO_MS_MAX,
      },
    );
    return JSON.parse(stdout) as Record<string, string[]>;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
