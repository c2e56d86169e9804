import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

type Work = "sweep" | "drain" | "deliver";

/** For tests: starts the inbox in a process of its own, against the same database and emulator as this one. */
export function startProcess(work: Work, more: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "lib/inbox/testing/process.ts", work], {
    env: { ...process.env, ...more },
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** For tests: runs it to its end. `said` is all that it wrote, its log included. */
export async function runProcess<Answer>(
  work: Work,
  { input = "", env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<{ answer: Answer; said: string }> {
  const child = startProcess(work, env);
  child.stdin?.end(input);
  if (!child.stdout) throw new Error("the process has no output");
  const said = await text(child.stdout);
  const answer = /^answer (.*)$/m.exec(said)?.[1];
  if (answer === undefined) throw new Error(`the process ended without an answer: ${said}`);
  return { answer: JSON.parse(answer) as Answer, said };
}

/** For tests: ends it as a crash of the machine would. */
export async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
