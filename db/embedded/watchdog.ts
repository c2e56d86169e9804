import { type ChildProcess, spawn } from "node:child_process";

/**
 * Waits on a pipe that only its starter holds. When the starter dies, however suddenly, the pipe ends and the
 * watchdog ends what the starter had running. "done" on the pipe means that all was ended in good order.
 */
const SCRIPT = `
victims=
while read -r signal target; do
  [ "$signal" = done ] && exit 0
  victims="$victims $signal:$target"
done
for victim in $victims; do kill -s "\${victim%%:*}" -- "\${victim#*:}" 2>/dev/null; done
`;

let watchdog: ChildProcess | undefined;

/** Ends a process (or, by a negative number, a group) with that signal should this process die without doing so. */
export function endWithMe(target: number, signal: "INT" | "TERM"): void {
  if (process.platform === "win32") return;
  watchdog ??= start();
  watchdog.stdin?.write(`${signal} ${target}\n`);
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

/** Everything was ended in good order: nothing is left to watch. */
export function dismissWatchdog(): void {
  watchdog?.stdin?.end("done\n");
  watchdog = undefined;
}
