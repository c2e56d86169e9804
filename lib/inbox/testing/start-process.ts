import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

type Work = "sweep" | "drain" | "deliver";
type Started = { child: ChildProcess; go: (input?: string) => Promise<string> };

/**
 * For tests: starts the inbox in a process of its own, against the same database and emulator as this one. Answers
 * when it is ready; `go` lets it begin, and answers all that it said when it has ended.
 */
export async function startProcess(work: Work, env: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/inbox/testing/process.ts", work], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { stdin, stdout } = child;
  const said: string[] = [];
  const ended = once(child, "close");
  const lines = createInterface(stdout).on("line", (line) => said.push(line));
  await Promise.race([once(lines, "line"), ended]);
  const go = async (input = "") => {
    stdin.end(input);
    await ended;
    return said.join("\n");
  };
  return { child, go };
}

/** For tests: what it answered, of all that it said. */
export function answerIn<Answer>(said: string): Answer {
  const answer = /^answer (.*)$/m.exec(said)?.[1];
  if (answer === undefined) throw new Error(`the process ended without an answer: ${said}`);
  return JSON.parse(answer) as Answer;
}

/** For tests: ends it as a crash of the machine would. */
export async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
