import { text } from "node:stream/consumers";
import { closeClients } from "@/db/client";
import { drainInbox } from "../drain-inbox";
import { sweepEvents } from "../sweep-events";
import { deliver } from "../testing";

/**
 * For tests: the inbox in a process of its own, with its own connections and its own log. Says `ready`, waits for the
 * end of its input, does one piece of work, says `answer <JSON>` and ends. `deliver` takes one event a line.
 */
const WORK: Record<string, (input: string) => Promise<unknown>> = {
  sweep: () => sweepEvents(),
  drain: () => drainInbox({ limit: 1000 }),
  deliver: async (input) => {
    const answers = [];
    for (const line of input.split("\n").filter(Boolean)) answers.push(await deliver(line));
    return answers;
  },
};

const work = WORK[process.argv[2] ?? ""];
if (!work) throw new Error(`no such work: ${process.argv[2]}`);
process.stdout.write("ready\n");
process.stdout.write(`answer ${JSON.stringify(await work(await text(process.stdin)))}\n`);
await closeClients();
