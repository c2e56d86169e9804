import { type ChildProcess, spawn } from "node:child_process";

/**
 * Waits on a pipe that only its starter holds. When the starter dies, however suddenly, the pipe ends and the
 * watchdog ends what the starter still had running. A number is forgotten as soon as its process is gone: the
 * system may give it to somebody else.
 */
const SCRIPT = `
victims=
while read -r signal target; do
  if [ "$signal" = forget ]; then
    kept=
    for victim in $victims; do [ "\${victim#*:}" = "$target" ] || kept="$kept $victim"; done
    victims=$kept
  else
    victims="$victims $signal:$target"
  fi
done
for victim in $victims; do kill -s "\${victim%%:*}" -- "\${victim#*:}" 2>/dev/null; done
`;

let watchdog: ChildProcess | undefined;

/** Ends a process (or, by a negative number, a group) with that signal should this process die without doing so. */
export function endWithMe(target: number, signal: "INT" | "TERM" | "KILL"): void {
  if (process.platform === "win32") return;
  watchdog ??= start();
  watchdog.stdin?.write(`${signal} ${target}\n`);
}

/** The process is gone: nothing is left to end. */
export function forgetTarget(target: number): void {
  watchdog?.stdin?.write(`forget ${target}\n`);
}

function start(): ChildProcess {
  const child = spawn("/bin/sh", ["-c", SCRIPT], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
  });
  child.stdin?.on("error", () => {});
  child.unref();
  (child.stdin as { unref?: () => void } | null)?.unref?.();
  return child;
}

/** Ends the watchdog and sees it off: where nobody collects orphans it would stay in the list of processes. */
export async function dismissWatchdog(): Promise<void> {
  const dismissed = watchdog;
  watchdog = undefined;
  if (!dismissed) return;
  dismissed.ref();
  await new Promise((resolve) => {
    dismissed.once("exit", resolve);
    dismissed.stdin?.end();
  });
}
