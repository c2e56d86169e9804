import { CURRENCIES } from "@/lib/catalog/currencies";
import { PACKS } from "@/lib/catalog/packs";
import type { PayOrderAnswer } from "@/lib/checkout/views";
import type { World } from "../world";
import { askAsBrowser, visit } from "./ask";
import { answerBank } from "./bank";
import type { OpenOrder, Person } from "./person";

/** Most cards are fine. One is declined, two ask for 3D Secure. */
const CARDS = [
  ...["4242424242424242", "4242424242424242", "5555555555554444", "4000056655665556"],
  ...["4000000000009995", "4000000000003220", "4000002760003184"],
] as const;
const RETURN_URL = "http://localhost:3000/orders/x";

/** Orders a pack and tries to pay for it. */
export async function buyPack(world: World, person: Person): Promise<void> {
  const { walletId, dice } = person;
  const pack = dice.of(PACKS);
  const currency = dice.of(CURRENCIES);
  const made = await visit(world, "createOrder", { walletId, packId: pack.id, currency });
  if (!made.ok) return world.counts.add(`order refused: ${made.refusal}`);
  const order = {
    orderId: made.orderId,
    credits: pack.credits,
    amountMinor: pack.prices[currency],
    currency,
  };
  await payFor(world, person, order);
}

/** Somebody who left in the middle of something comes back to the order's page. */
export async function comeBack(world: World, person: Person): Promise<void> {
  const order = person.left.splice(person.dice.below(person.left.length), 1)[0];
  if (!order) return;
  const view = await visit(world, "refreshOrder", { walletId: person.walletId, orderId: order.orderId });
  if (view === null) {
    world.witness.faults.push(`order ${order.orderId} was made and is not there`);
  } else if (view.progress === "credited") {
    told(world, person, order);
  } else if (view.progress === "waiting_for_bank") {
    const request = { walletId: person.walletId, orderId: order.orderId };
    await conclude(world, person, order, await visit(world, "resumeOrder", request));
  } else if (view.progress === "open" || view.progress === "declined") {
    await payFor(world, person, order);
  }
}

async function payFor(world: World, person: Person, order: OpenOrder): Promise<void> {
  const confirmationTokenId = await enterCard(world, person.dice.of(CARDS), order);
  const request = {
    ...{ walletId: person.walletId, orderId: order.orderId, confirmationTokenId, returnUrl: RETURN_URL },
    shownMinor: order.amountMinor,
  };
  const tabs = person.dice.below(5) === 0 ? 2 : 1;
  const answers = await Promise.all(Array.from({ length: tabs }, () => visit(world, "payOrder", request)));
  for (const answer of answers) await conclude(world, person, order, answer);
}

async function enterCard(
  world: World,
  number: string,
  { amountMinor, currency }: OpenOrder,
): Promise<string> {
  const token = await askAsBrowser(world, "/v1/confirmation_tokens", {
    "payment_method_data[type]": "card",
    "payment_method_data[card][number]": number,
    "payment_method_data[card][exp_month]": "12",
    "payment_method_data[card][exp_year]": "34",
    "payment_method_data[card][cvc]": "123",
    "client_context[mode]": "payment",
    "client_context[amount]": String(amountMinor),
    "client_context[currency]": currency,
  });
  return String(token.id);
}

async function conclude(
  world: World,
  person: Person,
  order: OpenOrder,
  answer: PayOrderAnswer,
): Promise<void> {
  if (answer.outcome === "succeeded") return told(world, person, order);
  if (answer.outcome === "refused") {
    world.counts.add(`payment refused: ${answer.refusal}`);
    // Paid by the other tab, or by the try whose answer was lost; whoever looks must see the credits.
    if (answer.refusal === "order_already_paid") return told(world, person, order);
    if (person.dice.below(2) === 0) person.left.push(order);
    return;
  }
  if (answer.outcome === "requires_action") await answerBank(world, person.dice, answer.clientSecret);
  person.left.push(order);
}

function told(world: World, { walletId }: Person, { orderId, credits }: OpenOrder): void {
  if (!world.witness.purchases.has(orderId)) world.counts.add("purchases");
  world.witness.toldPurchase(orderId, walletId, credits);
}
