import { inTransaction } from "@/db/transaction";
import type { Result } from "@/lib/platform/result";
import { refusalOfAmount, type SpendRefusal } from "./refusals";
import { type SpendRequest, type Spent, spendCredits } from "./spend-credits";
import { spendPlainly } from "./spend-plainly";

type Waiting = { request: SpendRequest; answer: (spent: Spent | null) => void };

/** A statement with more spends than this would hold the wallet for too long. */
const TOGETHER_MAX = 50;

/** By wallet that is being written: the spends that came meanwhile. They are written next, together. */
const waiting = new Map<string, Waiting[]>();

/**
 * `spendCredits` in a transaction of its own, for who has nothing else to write with it: the same promise, the same
 * answers and refusals. The usual spend is one statement and so one round trip; any other takes the ordinary way.
 *
 * Spends of one wallet that come while one is being written share the next statement and its commit. They would have
 * waited for each other anyway, in the database, each with a connection of the pool; so one busy wallet takes one
 * connection, and others are not kept from theirs. An answer comes after the commit, and no spend hangs on another:
 * if the statement fails, each is done by itself.
 */
export async function spendAtOnce(request: SpendRequest): Promise<Result<Spent, SpendRefusal>> {
  const spent = refusalOfAmount(request.credits) ? null : await spendWithOthers(request);
  return spent ? { ok: true, ...spent } : inTransaction((tx) => spendCredits(tx, request));
}

function spendWithOthers(request: SpendRequest): Promise<Spent | null> {
  return new Promise((answer) => {
    const others = waiting.get(request.walletId);
    if (others) others.push({ request, answer });
    else void writeInTurns(request.walletId, [{ request, answer }]);
  });
}

async function writeInTurns(walletId: string, first: Waiting[]): Promise<void> {
  const line = first;
  waiting.set(walletId, line);
  while (line.length > 0) {
    const together = line.splice(0, TOGETHER_MAX);
    const answers = await spendPlainly(
      walletId,
      together.map(({ request }) => request),
    );
    for (const [index, { answer }] of together.entries()) answer(answers[index] ?? null);
  }
  waiting.delete(walletId);
}
