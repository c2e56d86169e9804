import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";

/** How the Stripe CLI reaches Stripe: by a key, at Stripe's own address when `apiBase` is null. */
export type Access = { secretKey: string; apiBase: string | null };

/** The official Stripe CLI as npm installed it: a Node program that runs the binary of this machine. */
export function cliProgram(): string {
  return createRequire(import.meta.url).resolve("@stripe/cli/bin/shim.js");
}

/** The key goes by the environment: arguments are seen by everybody on the machine. */
export function cliEnvironment({ secretKey, apiBase }: Access): NodeJS.ProcessEnv {
  // What is tried at the emulator is nothing to count at Stripe.
  const silent = apiBase === null ? {} : { STRIPE_CLI_TELEMETRY_OPTOUT: "1" };
  return { ...process.env, STRIPE_API_KEY: secretKey, ...silent };
}

/** The CLI takes an address of this machine only by its number. */
function accessArguments({ apiBase }: Access): string[] {
  return apiBase === null ? [] : ["--api-base", apiBase.replace("//localhost", "//127.0.0.1")];
}

/**
 * What `stripe listen` is started with: the given types and no others, of the account itself and not of those connected
 * to it, in the account's version, which is what the sweep reads too.
 */
export function listenArguments(access: Access, types: readonly string[], forwardTo: string): string[] {
  const chosen = ["--events", types.join(","), "--events-from", "@self", "--forward-to", forwardTo];
  return ["listen", "--skip-update", ...chosen, ...accessArguments(access)];
}

/** The secret that signs what is forwarded to this machine. Throws with what the CLI said when it gets none. */
export async function askSecret(access: Access): Promise<string> {
  const args = [cliProgram(), "listen", "--print-secret", "--skip-update", ...accessArguments(access)];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    env: cliEnvironment(access),
  });
  const secret = /whsec_[A-Za-z0-9]+/.exec(stdout)?.[0];
  if (!secret) throw new Error(`the Stripe CLI printed no signing secret. It said:\n${stderr.trim()}`);
  return secret;
}
