import { spawn } from "node:child_process";
import { CHECKOUT } from "./folders";

/** Runs a program with our terminal and answers its exit code. It gets Ctrl-C as we do. */
export function run(program: string, args: string[], env: NodeJS.Dict<string> = {}): Promise<number> {
  const child = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve) => {
    child.once("error", (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      resolve(1);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
