import type { Move } from "./moves";

/** Credits of one grant that a hold has put aside. */
export type HeldPart = { grantId: string; amount: number };

/**
 * Divides what a hold has put aside into what is captured and what goes back. Captured first is what was drawn
 * first, so what would be lost soonest is used before what keeps longer: as if only this much had been held.
 */
export function divideHold(
  parts: readonly HeldPart[],
  captured: number,
): { captured: HeldPart[]; rest: HeldPart[] } {
  const divided: { captured: HeldPart[]; rest: HeldPart[] } = { captured: [], rest: [] };
  let missing = captured;
  for (const { grantId, amount } of parts) {
    const used = Math.min(amount, missing);
    missing -= used;
    if (used > 0) divided.captured.push({ grantId, amount: used });
    if (used < amount) divided.rest.push({ grantId, amount: amount - used });
  }
  return divided;
}

/**
 * How held credits go back: to the very grants they came from, and from there at once to debt while there is any.
 * The date of a grant is not looked at here: what is past it repays debt too, before the rest of it expires.
 */
export function movesOfReturn(
  parts: readonly HeldPart[],
  owed: number,
): { moves: Move[]; returned: number; repaid: number } {
  const moves: Move[] = [];
  let returned = 0;
  let repaid = 0;
  for (const { grantId, amount } of parts) {
    moves.push({ grantId, from: "held", to: "available", amount });
    const back = Math.min(owed - repaid, amount);
    if (back > 0) moves.push({ grantId, from: "available", to: "owed", amount: back });
    returned += amount;
    repaid += back;
  }
  return { moves, returned, repaid };
}
