import type { PayOrderAnswer } from "@/lib/checkout/views";
import type { World } from "../world";
import { askAsBrowser, visit } from "./ask";
import { answerBank } from "./bank";
import type { OpenOrder, Person } from "./person";

/**
 * Most cards are fine. One is declined, two ask for 3D Secure; of two a refund comes late, or fails after all. What
 * the others paid is disputed at once, asked about, disputed twice, or reported as stolen.
 */
const CARDS_OF_PACKS = [
  ...["4242424242424242", "4242424242424242", "5555555555554444", "4000056655665556"],
  ...["4000000000009995", "4000000000003220", "4000002760003184"],
  ...["4000000000007726", "4000000000005126", "4000000000005423"],
  ...["4000000000000259", "4000000000001976", "4000000404000079"],
] as const;
const CARDS_OF_PLANS = [
  ...["4242424242424242", "5555555555554444", "4000000000003220", "4000000000009995"],
  ...["4000000000000259", "4000000000007726"],
] as const;
const RETURN_URL = "http://localhost:3000/orders/x";
/** After these a page shows new terms, and who still wants it pays those. */
const NEW_TERMS = ["trial_already_used", "amount_changed"];

/** Enters a card and presses the button; one time in five in two tabs. */
export async function payFor(world: World, person: Person, order: OpenOrder): Promise<void> {
  const cards = order.kind === "pack" ? CARDS_OF_PACKS : CARDS_OF_PLANS;
  const confirmationTokenId = await enterCard(world, person.dice.of(cards), order);
  const { orderId, shownMinor } = order;
  const request = {
    ...{ walletId: person.walletId, orderId, confirmationTokenId, returnUrl: RETURN_URL },
    ...(shownMinor === null ? {} : { shownMinor }),
  };
  const tabs = person.dice.below(5) === 0 ? 2 : 1;
  const answers = await Promise.all(Array.from({ length: tabs }, () => visit(world, "payOrder", request)));
  for (const answer of answers) await conclude(world, person, order, answer);
}

async function enterCard(world: World, number: string, order: OpenOrder): Promise<string> {
  const token = await askAsBrowser(world, "/v1/confirmation_tokens", {
    "payment_method_data[type]": "card",
    "payment_method_data[card][number]": number,
    "payment_method_data[card][exp_month]": "12",
    "payment_method_data[card][exp_year]": "34",
    "payment_method_data[card][cvc]": "123",
    "client_context[mode]": order.kind === "pack" ? "payment" : "subscription",
    "client_context[amount]": String(order.shownMinor ?? 500),
    "client_context[currency]": order.currency,
  });
  return String(token.id);
}

/** Somebody who left in the middle of something comes back to the order's page. */
export async function comeBack(world: World, person: Person): Promise<void> {
  const order = person.left.splice(person.dice.below(person.left.length), 1)[0];
  if (!order) return;
  const request = { walletId: person.walletId, orderId: order.orderId };
  const view = await visit(world, "refreshOrder", request);
  if (view === null) world.witness.faults.push(`order ${order.orderId} was made and is not there`);
  else if (view.progress === "credited") told(world, person, order);
  else if (view.progress === "waiting_for_bank")
    await conclude(world, person, order, await visit(world, "resumeOrder", request));
  else if (view.progress === "open" || view.progress === "declined") await payFor(world, person, order);
  else if (view.progress === "processing" || view.progress === "crediting") person.left.push(order);
}

async function conclude(
  world: World,
  person: Person,
  order: OpenOrder,
  answer: PayOrderAnswer,
): Promise<void> {
  if (answer.outcome === "succeeded") return told(world, person, order);
  if (answer.outcome === "refused") return concludeRefusal(world, person, order, answer.refusal);
  if (answer.outcome === "requires_action") await answerBank(world, person.dice, answer.clientSecret);
  person.left.push(order);
}

function concludeRefusal(world: World, person: Person, order: OpenOrder, refusal: string): void {
  world.counts.add(`${order.kind} payment refused: ${refusal}`);
  // Paid by the other tab, or by the try whose answer was lost; whoever looks must see the credits.
  if (refusal === "order_already_paid") told(world, person, order);
  else if (NEW_TERMS.includes(refusal) || person.dice.below(2) === 0) person.left.push(order);
}

function told(world: World, { walletId }: Person, { kind, orderId, credits }: OpenOrder): void {
  if (!world.witness.purchases.has(orderId)) world.counts.add(kind === "pack" ? "purchases" : "plans begun");
  world.witness.toldPurchase(orderId, { walletId, kind, credits });
}
