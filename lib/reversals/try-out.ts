import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";

class TriedOut<Value> extends Error {
  constructor(readonly value: Value) {
    super("tried_out: this transaction is rolled back on purpose");
  }
}

/** What `work` would answer and do, with nothing of it done: its transaction is rolled back. */
export async function tryOut<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> {
  try {
    return await inTransaction(async (tx) => {
      throw new TriedOut(await work(tx));
    });
  } catch (error) {
    if (error instanceof TriedOut) return error.value as Value;
    throw error;
  }
}
