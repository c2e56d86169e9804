import { spawn } from "node:child_process";
import { CHECKOUT } from "./folders";
import type { Stoppers } from "./stoppers";

/**
 * Runs a program with our terminal and answers its exit code. It gets Ctrl-C as we do; a signal that reaches us
 * alone ends it too when it is given to `stoppers`.
 */
export function run(
  program: string,
  args: string[],
  env: NodeJS.Dict<string> = {},
  stoppers?: Stoppers,
): Promise<number> {
  const child = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = new Promise<number>((resolve) => {
    child.once("error", (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      resolve(1);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  });
  stoppers?.add(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return ended;
}
