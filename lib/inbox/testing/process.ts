import { text } from "node:stream/consumers";
import { closeClients } from "@/db/client";
import { drainInbox } from "../drain-inbox";
import { sweepEvents } from "../sweep-events";
import { deliver } from "../testing";

/**
 * For tests: the inbox in a process of its own, with its own connections and its own log. Does one piece of work,
 * writes `answer <JSON>` and ends. `deliver` takes JSON lines, one event each.
 */
const WORK: Record<string, () => Promise<unknown>> = {
  sweep: () => sweepEvents(),
  drain: () => drainInbox({ limit: 1000 }),
  deliver: async () => {
    const answers = [];
    for (const line of (await text(process.stdin)).split("\n").filter(Boolean))
      answers.push(await deliver(line));
    return answers;
  },
};

const work = WORK[process.argv[2] ?? ""];
if (!work) throw new Error(`no such work: ${process.argv[2]}`);
process.stdout.write(`answer ${JSON.stringify(await work())}\n`);
await closeClients();
