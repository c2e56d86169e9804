import { describeFaults, type Env, env, inspectEnv, type ParsedEnv, parseEnv, useEnv } from "./env";
import type { Fault } from "./env-fault";

/**
 * For starting a process: its environment, or the list of every fault with its cure and exit code 1. A process
 * that starts with half an environment takes orders that it cannot settle.
 */
export function requireEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = usable(parseEnv(source));
  return source === process.env ? env() : parsed;
}

/**
 * For a command that only speaks to Stripe: nothing else need be set, and a live key may be used on an owner's own
 * machine, since nothing is sold here.
 */
export function requireStripeEnv(): void {
  useEnv(usable(parseEnv(process.env, "stripe")));
}

/** For a command that tells what is wrong with an environment, and so must live with one that is wrong. */
export function takeEnvAsItIs(): Env {
  const { env } = inspectEnv(process.env);
  useEnv(env);
  return env;
}

function usable(result: ParsedEnv): Env {
  if (!result.ok) {
    process.stderr.write(`${describeFaults(result.faults)}\n`);
    process.exit(1);
  }
  for (const warning of result.warnings) process.stderr.write(`${describeWarning(warning)}\n`);
  return result.env;
}

function describeWarning({ name, problem, cure }: Fault): string {
  return `Note: ${name} ${problem}. Cure: ${cure}.`;
}
