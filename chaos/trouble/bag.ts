import { type Dice, shuffle } from "@/lib/inbox/testing/dice";

/** Things drawn by chance, none again before each was drawn: a short run sees as many kinds as it can. */
export class Bag<Item> {
  #rest: Item[] = [];

  constructor(
    private readonly items: readonly Item[],
    private readonly dice: Dice,
  ) {}

  draw(): Item {
    if (this.#rest.length === 0) this.#rest = shuffle(this.items, this.dice);
    const item = this.#rest.pop();
    if (item === undefined) throw new Error("an empty bag");
    return item;
  }
}
