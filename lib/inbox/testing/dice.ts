export type Dice = { below: (limit: number) => number; of: <Item>(items: readonly Item[]) => Item };

/** For tests: chance that falls the same again for the same seed. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    of: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to choose from");
      return item;
    },
  };
}

/** The same things in an order that the dice choose. */
export function shuffle<Item>(items: readonly Item[], dice: Dice): Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = dice.below(at + 1);
    const [left, right] = [mixed[at], mixed[other]];
    if (left === undefined || right === undefined) continue;
    mixed[at] = right;
    mixed[other] = left;
  }
  return mixed;
}
