import { type Sql, sql, type Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { log } from "@/lib/platform/log";
import type { Settlement } from "./settlement";

/** Where a settlement is written, and whether it may wait there for a lock that somebody else holds. */
export type Place = { query: Sql | Tx; mayWait: boolean };

/** One statement that settles a payment of one wallet; null when it wrote nothing. */
type Write = (place: Place) => Promise<Settlement | null>;

type Waiting = {
  walletId: string;
  write: Write;
  answer: (settled: Settlement | null) => void;
  fail: (error: unknown) => void;
};

/** So many are written at a time; the other connections of the pool are left to everybody else. */
const TURNS_MAX = 4;
/** More would hold their locks for too long. */
const TOGETHER_MAX = 8;

const line: Waiting[] = [];
let turns = 0;

/**
 * Runs a statement that settles one payment, and answers when it is committed. One that comes alone is a transaction of
 * its own. Those that come while others are being written share the next transaction, and so its one wait for the disk,
 * which is most of what a payment costs the database.
 *
 * None hangs on another. In a shared transaction a lock that is not free is not waited for: that payment is answered
 * with null. If a statement fails, nothing of its transaction is written and all of it is answered with null. Null leaves
 * the payment to the ordinary way, as ever.
 */
export function settleTogether(walletId: string, write: Write): Promise<Settlement | null> {
  return new Promise((answer, fail) => {
    line.push({ walletId, write, answer, fail });
    if (turns < TURNS_MAX) void takeTurns();
  });
}

async function takeTurns(): Promise<void> {
  turns += 1;
  for (let next = line.splice(0, TOGETHER_MAX); next.length > 0; next = line.splice(0, TOGETHER_MAX)) {
    const [first, ...others] = next;
    if (first && others.length === 0) await settleAlone(first);
    else await settleShared(next);
  }
  turns -= 1;
}

async function settleAlone({ write, answer, fail }: Waiting): Promise<void> {
  await write({ query: sql(), mayWait: true }).then(answer, fail);
}

async function settleShared(together: Waiting[]): Promise<void> {
  // Locks are taken in the order of wallets, everywhere.
  const inOrder = together.toSorted((one, other) => (one.walletId < other.walletId ? -1 : 1));
  try {
    const settled = await inTransaction((tx) =>
      Promise.all(inOrder.map(({ write }) => write({ query: tx, mayWait: false }))),
    );
    for (const [index, { answer }] of inOrder.entries()) answer(settled[index] ?? null);
  } catch (error) {
    log.debug({ err: error, payments: together.length }, "payments not settled together");
    for (const { answer } of together) answer(null);
  }
}
