import type { Tx } from "@/db/client";
import type { Absorbed } from "@/lib/reversals/absorbed";
import { unlessAwaited } from "./order-not-here";
import type { Outcome } from "./outcome";

/** What became of a refund, dispute or warning, as the outcome of the event that told of it. */
export async function toReversalOutcome(tx: Tx, { kind, sentence, named }: Absorbed): Promise<Outcome> {
  if (kind !== "ignored") return { state: "processed", sentence };
  return unlessAwaited(tx, { state: "ignored", sentence }, named);
}
