import { cancelOrder } from "@/lib/checkout/cancel-order";
import { listOpenOrders } from "@/lib/checkout/list-open-orders";
import { refreshOrder } from "@/lib/checkout/refresh-order";
import { answerBank, newPlanOrder, pay } from "@/lib/checkout/testing/plans";
import { payDueInvoice } from "@/lib/due-invoices/pay-due-invoice";
import { stripe } from "@/lib/stripe/client";
import { authenticate, breakCalls, CARDS, newToken, readFromStripe } from "@/lib/stripe/testing";
import { acceptPlanQuote } from "@/lib/subscriptions/accept-plan-quote";
import { cancelPlan } from "@/lib/subscriptions/cancel-plan";
import { continuePlanChange } from "@/lib/subscriptions/continue-plan-change";
import { findOverdueInvoice } from "@/lib/subscriptions/find-due-invoice";
import { pausePlan, unpausePlan } from "@/lib/subscriptions/pause-plan";
import { quotePlanChange } from "@/lib/subscriptions/quote-plan-change";
import { resumePlan } from "@/lib/subscriptions/resume-plan";
import { advance, newSubscriber, type Subscriber } from "@/lib/subscriptions/testing/subscribers";
import { undoPlanChange } from "@/lib/subscriptions/undo-plan-change";
import { type Dice, diceOf } from "./dice";
import { hearSome, type Life } from "./hear-of-a-life";

const HOUR = 3600;
const DAY = 24 * HOUR;
const PLANS = ["starter", "pro", "scale"] as const;
const INTERVALS = ["month", "month", "month", "year"] as const;
const METHODS = [
  "pm_card_visa",
  "pm_card_mastercard",
  "pm_card_chargeCustomerFail",
  "pm_card_authenticationRequired",
] as const;
const NUMBERS = [
  CARDS.fine,
  CARDS.fine,
  CARDS.insufficientFunds,
  CARDS.threeDSecure,
  "4000002760003184",
] as const;

export async function beginLife(seed: number): Promise<Life> {
  const dice = diceOf(seed);
  const opening = dice.of([["subscribe"], ["subscribe", "subscribe", "answer the bank"]]);
  return { person: await newSubscriber(null), dice, story: [], told: new Set(), opening: [...opening] };
}

type Act = (life: Life) => Promise<unknown>;

const ACTS: Record<string, Act> = {
  subscribe: async ({ person: { walletId }, dice }) => {
    const wish = { planId: dice.of(PLANS), interval: dice.of(INTERVALS) };
    const order = await newPlanOrder(wish, walletId).catch((error: Error) => error.message);
    if (typeof order === "string") return order;
    const card = dice.of(NUMBERS);
    const answer = await pay(order, card);
    if (answer.outcome !== "requires_action") return answer;
    const bank = dice.of(["complete", "complete", "fail", "leave", "leave"] as const);
    if (bank === "leave") return "left at the bank";
    await answerBank(answer, bank);
    return dice.below(2) ? [bank, await refreshOrder(order)] : bank;
  },
  "give an order up": async ({ person: { walletId }, dice }) => {
    const open = await listOpenOrders(walletId);
    return open.length > 0 ? cancelOrder({ walletId, orderId: dice.of(open).id }) : null;
  },
  change: async ({ person, dice }) => changePlan(person, dice, 1),
  "change in two tabs": async ({ person, dice }) => changePlan(person, dice, 2),
  "ask about a change": ({ person }) => continuePlanChange(person.walletId),
  "undo a change": ({ person }) => undoPlanChange(person.walletId),
  cancel: ({ person: { walletId } }) => cancelPlan({ walletId, feedback: null, comment: null }),
  resume: ({ person }) => resumePlan(person.walletId),
  pause: ({ person, dice }) => pausePlan(person.walletId, dice.of([1, 2])),
  unpause: ({ person }) => unpausePlan(person.walletId),
  "use another card": ({ person, dice }) => useMethod(person, dice.of(METHODS)),
  "pay what is due": ({ person, dice }) => payDue(person, dice.of(NUMBERS)),
  "answer the bank": ({ person, dice }) => answerWhatWaits(person, dice.of(["complete", "fail"] as const)),
  "an hour": ({ person }) => advance(person, HOUR + 60),
  "a few days": ({ person, dice }) => advance(person, (1 + dice.below(12)) * DAY),
  "a month": ({ person }) => advance(person, 27 * DAY),
  "hear something": (life) => hearSome(life),
};

/** What a person does in two tabs at the same moment, or while an event comes. */
const BESIDE = [
  ...["subscribe", "change", "cancel", "resume", "pause", "unpause", "undo a change", "ask about a change"],
  ...["pay what is due", "give an order up", "hear something", "answer the bank"],
];
ACTS["two things at once"] = async (life) => {
  const names = [life.dice.of(BESIDE), life.dice.of(BESIDE)];
  return Promise.all(names.map(async (name) => [name, await ACTS[name]?.(life)]));
};

/** How likely each thing is; most of a life is changing one's mind and time going by. */
const OFTEN: Partial<Record<keyof typeof ACTS, number>> = {
  ...{ subscribe: 3, change: 6, "change in two tabs": 2, "use another card": 2, "pay what is due": 3 },
  ...{ "answer the bank": 2, "a few days": 3, "a month": 5, "hear something": 4, "two things at once": 5 },
};
const DECK = Object.keys(ACTS).flatMap((name) => Array.from({ length: OFTEN[name] ?? 1 }, () => name));

/** One thing that somebody does, or that time does to them; now and then Stripe fails meanwhile. */
export async function act(life: Life): Promise<void> {
  const { dice } = life;
  const name = life.opening.shift() ?? dice.of(DECK);
  const isOurs = !["an hour", "a few days", "a month", "use another card", "answer the bank"].includes(name);
  const fault = isOurs && dice.below(4) === 0 ? faultOf(dice) : null;
  life.story.push(fault ? `${name} while ${JSON.stringify(fault)}` : name);
  // The fault spares what the test itself asks, which are lists and test helpers.
  if (fault) await breakCalls(fault);
  const answer = await ACTS[name]?.(life);
  if (fault) await breakCalls();
  life.story.push(`  → ${JSON.stringify(answer ?? null)}`);
}

function faultOf(dice: Dice) {
  const path = dice.of([
    "/v1/subscriptions",
    "/v1/subscriptions/*",
    "/v1/payment_intents/*/confirm",
    "/v1/invoices/*",
  ]);
  return {
    path,
    count: dice.of([1, 3]),
    action: dice.of(["fail", "reset"] as const),
    when: dice.of(["before", "after"] as const),
  };
}

async function changePlan({ walletId }: Subscriber, dice: Dice, tabs: number): Promise<unknown> {
  const quotes = await Promise.all(
    Array.from({ length: tabs }, () =>
      quotePlanChange({ walletId, planId: dice.of(PLANS), interval: dice.of(INTERVALS) }),
    ),
  );
  return Promise.all(
    quotes.map((quote) => (quote.ok ? acceptPlanQuote({ walletId, quoteId: quote.quote.id }) : quote)),
  );
}

async function useMethod({ customerId }: Subscriber, card: string): Promise<string> {
  const { id } = await stripe().paymentMethods.attach(card, { customer: customerId });
  await stripe().customers.update(customerId, { invoice_settings: { default_payment_method: id } });
  for (const subscription of (await stripe().subscriptions.list({ customer: customerId })).data)
    await stripe()
      .subscriptions.update(subscription.id, { default_payment_method: id })
      .catch(() => null);
  return card;
}

async function payDue({ walletId }: Subscriber, card: string): Promise<unknown> {
  const due = await findOverdueInvoice(walletId);
  if (!due) return null;
  const confirmationTokenId = await newToken(card, { mode: "subscription" });
  const returnUrl = "http://localhost:3000/dashboard/billing";
  return payDueInvoice({ walletId, invoiceId: due.id, paidWith: { confirmationTokenId }, returnUrl });
}

/** Whoever was left at the bank's window comes back to it, in whatever tab. */
async function answerWhatWaits(
  { customerId }: Subscriber,
  outcome: "complete" | "fail",
): Promise<string | null> {
  const { data } = await stripe().paymentIntents.list({ customer: customerId });
  const waiting = data.find(({ status }) => status === "requires_action");
  if (!waiting) return null;
  await authenticate(await readFromStripe(`/v1/payment_intents/${waiting.id}`), outcome);
  return `${waiting.id} ${outcome}`;
}
