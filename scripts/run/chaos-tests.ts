import { spawn } from "node:child_process";
import { join } from "node:path";
import { typeScriptLoader } from "./emulator";
import { CHECKOUT } from "./folders";
import { type ChaosReport, NOTHING, type Tally, tallyChaos } from "./tally";

/** Chaos for so long, as a part of all tests: each thing that must hold afterwards counts as one test. */
export async function runChaosTests(seconds: number): Promise<Tally> {
  const args = ["--import", typeScriptLoader(), join(CHECKOUT, "chaos/run.ts"), "--seconds", String(seconds)];
  const child = spawn(process.execPath, args, { cwd: CHECKOUT, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  const report = readReport(said);
  if (!report) return { ...NOTHING, failed: 1, failures: [`chaos ended with code ${code} and no report`] };
  process.stdout.write(`seed ${report.seed}: ${JSON.stringify(report.counts)}\n`);
  return tallyChaos(report);
}

function readReport(said: string): ChaosReport | null {
  try {
    return JSON.parse(said.trim().split("\n").at(-1) ?? "") as ChaosReport;
  } catch {
    return null;
  }
}
