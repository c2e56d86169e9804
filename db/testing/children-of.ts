import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { parentOf } from "../embedded/processes";

/** For tests: the numbers of the processes that this one started, and that still run. */
export function childrenOf(pid: number): number[] {
  return allProcesses().filter((each) => parentOf(each) === pid);
}

function allProcesses(): number[] {
  const names = existsSync("/proc/self/stat")
    ? readdirSync("/proc")
    : execFileSync("ps", ["-A", "-o", "pid="], { encoding: "utf8" }).split("\n");
  return names.map(Number).filter((number) => Number.isInteger(number) && number > 0);
}
