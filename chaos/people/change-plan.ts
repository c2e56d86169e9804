import { PLAN_INTERVALS, PLANS } from "@/lib/catalog/plans";
import type { AcceptAnswer, QuoteView } from "@/lib/subscriptions/views";
import type { World } from "../world";
import { visit } from "./ask";
import { answerBank } from "./bank";
import type { Person } from "./person";

/** Looks what another plan costs, and takes it or not; who heard nothing of a change asks again for the same. */
export async function changePlan(world: World, person: Person): Promise<void> {
  const { walletId, dice } = person;
  const quote = person.quote ?? (await askForQuote(world, person));
  if (!quote || dice.below(6) === 0) return;
  world.witness.quotes.set(quote.id, { walletId, dueMinor: quote.dueMinor, credits: quote.creditsNow });
  const tabs = dice.below(4) === 0 ? 2 : 1;
  const accept = () => visit(world, "acceptPlanQuote", { walletId, quoteId: quote.id });
  for (const answer of await Promise.all(Array.from({ length: tabs }, accept)))
    await concludeChange(world, person, quote, answer);
}

async function askForQuote(world: World, { walletId, dice }: Person): Promise<QuoteView | null> {
  const wish = { walletId, planId: dice.of(PLANS).id, interval: dice.of(PLAN_INTERVALS) };
  const quoted = await visit(world, "quotePlanChange", wish);
  if (quoted.ok) return quoted.quote;
  world.counts.add(`change not quoted: ${quoted.refusal}`);
  return null;
}

async function concludeChange(
  world: World,
  person: Person,
  quote: QuoteView,
  answer: AcceptAnswer,
): Promise<void> {
  const isUnknown = answer.outcome === "refused" && answer.refusal === "stripe_unavailable";
  person.quote = isUnknown ? quote : null;
  if (answer.outcome === "refused") return world.counts.add(`plan not changed: ${answer.refusal}`);
  world.counts.add(`plans ${answer.outcome}${quote.timing === "in_trial" ? " in their trial" : ""}`);
  if (answer.outcome === "changed") world.witness.changed.add(quote.id);
  if (answer.outcome === "waiting" && answer.clientSecret)
    await answerBank(world, person.dice, answer.clientSecret);
}

/** Goes on with a change that waits for the bank, or takes back whatever has not happened. */
export async function finishChange(world: World, { walletId, dice }: Person): Promise<void> {
  if (dice.below(2) === 0) {
    const undone = await visit(world, "undoPlanChange", walletId);
    return world.counts.add(undone.ok ? "changes undone" : `change not undone: ${undone.refusal}`);
  }
  const answer = await visit(world, "continuePlanChange", walletId);
  if (answer?.outcome === "waiting" && answer.clientSecret)
    await answerBank(world, dice, answer.clientSecret);
  if (answer) world.counts.add(`changes continued: ${answer.outcome}`);
}
