import { describeFaults, type Env, env, parseEnv } from "./env";
import type { Fault } from "./env-fault";

/**
 * For starting a process: its environment, or the list of every fault with its cure and exit code 1. A process
 * that starts with half an environment takes orders that it cannot settle.
 */
export function requireEnv(source: Record<string, string | undefined> = process.env): Env {
  const result = parseEnv(source);
  if (!result.ok) {
    process.stderr.write(`${describeFaults(result.faults)}\n`);
    process.exit(1);
  }
  for (const warning of result.warnings) process.stderr.write(`${describeWarning(warning)}\n`);
  return source === process.env ? env() : result.env;
}

function describeWarning({ name, problem, cure }: Fault): string {
  return `Note: ${name} ${problem}. Cure: ${cure}.`;
}
