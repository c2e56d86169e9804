import { CURRENCIES } from "@/lib/catalog/currencies";
import { PACKS } from "@/lib/catalog/packs";
import type { World } from "../world";
import { visit } from "./ask";
import { payFor } from "./pay";
import type { Person } from "./person";

/** Orders a pack and tries to pay for it. */
export async function buyPack(world: World, person: Person): Promise<void> {
  const { walletId, dice } = person;
  const pack = dice.of(PACKS);
  const currency = dice.of(CURRENCIES);
  const made = await visit(world, "createOrder", { walletId, packId: pack.id, currency });
  if (!made.ok) return world.counts.add(`order refused: ${made.refusal}`);
  const { orderId } = made;
  const { credits, prices } = pack;
  await payFor(world, person, { kind: "pack", orderId, credits, currency, shownMinor: prices[currency] });
}

/** Gives up an order that was left in the middle of something, as far as that is still possible. */
export async function giveUp(world: World, person: Person): Promise<void> {
  const [order] = person.left;
  if (!order || person.dice.below(4) > 0) return;
  const answer = await visit(world, "cancelOrder", { walletId: person.walletId, orderId: order.orderId });
  if (answer.ok) person.left.shift();
  world.counts.add(answer.ok ? "orders given up" : `order not given up: ${answer.refusal}`);
}
