import type { Bucket } from "./views";

/** An amount of one grant's credits moving from one bucket to another: an entry before it is written. */
export type Move = { grantId: string; from: Bucket; to: Bucket; amount: number };

/** What moves change in the numbers kept beside the entries. */
export type Change = { available: number; held: number; owed: number };

/**
 * What some moves do to the totals. The one place that knows how entries and totals belong together: verbs write
 * moves, and the totals of wallet and grants follow from them.
 *
 * Debt runs the other way: it is kept as a positive number, so credits that leave `owed` (they were taken back
 * although already spent) make it larger, and credits that reach `owed` repay it.
 */
export function sumMoves(moves: readonly Move[]): Change {
  const flow = (bucket: Bucket) =>
    moves.reduce(
      (sum, move) => sum + (move.to === bucket ? move.amount : 0) - (move.from === bucket ? move.amount : 0),
      0,
    );
  return { available: flow("available"), held: flow("held"), owed: 0 - flow("owed") };
}

/** The same, for each grant the moves touch, in the order in which they first touch it. */
export function sumMovesByGrant(moves: readonly Move[]): Array<Change & { grantId: string }> {
  const grantIds = [...new Set(moves.map((move) => move.grantId))];
  return grantIds.map((grantId) => ({
    grantId,
    ...sumMoves(moves.filter((move) => move.grantId === grantId)),
  }));
}
