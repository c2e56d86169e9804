import type Stripe from "stripe";
import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import { stripe } from "@/lib/stripe/client";
import { authenticate, newToken, readFromStripe } from "@/lib/stripe/testing";
import { readSubscription } from "@/lib/subscriptions/read-subscription";
import { absorbPlanReading } from "../absorb-plan-reading";
import { createPlanOrder } from "../create-plan-order";
import { payOrder } from "../pay-order";
import { newWallet } from "../testing";
import type { PayOrderAnswer } from "../views";

/** For tests: our copy is brought up to what Stripe has, as an event would. */
export async function absorbNow(subscriptionId: string): Promise<void> {
  const reading = await readSubscription(subscriptionId);
  await inTransaction((tx) => absorbPlanReading(tx, reading));
}

/** For tests: a new promotion code, in capitals. */
export async function newPromotionCode(
  coupon: Stripe.CouponCreateParams,
  more: Omit<Stripe.PromotionCodeCreateParams, "promotion"> = {},
): Promise<string> {
  const { id } = await stripe().coupons.create(coupon);
  const code = `CODE${newId().replaceAll("-", "").toUpperCase()}`;
  await stripe().promotionCodes.create({ code, promotion: { type: "coupon", coupon: id }, ...more });
  return code;
}

export type TestOrder = { walletId: string; orderId: string };
export type WantedPlan = {
  planId?: string;
  interval?: string;
  currency?: string;
  promotionCode?: string;
};

/** For tests: an open order of a plan; Starter by the month in dollars, of a new person, unless it is said. */
export async function newPlanOrder(wanted: WantedPlan = {}, walletId?: string): Promise<TestOrder> {
  const owner = walletId ?? (await newWallet());
  const plain = { planId: "starter", interval: "month", currency: "usd" };
  const made = await createPlanOrder({ walletId: owner, ...plain, ...wanted });
  if (!made.ok) throw new Error(made.refusal);
  return { walletId: owner, orderId: made.orderId };
}

/** For tests: the payer enters this card and presses the button. */
export async function pay(order: TestOrder, card: string | { token: string }) {
  const token = typeof card === "string" ? await newToken(card, { mode: "subscription" }) : card.token;
  const returnUrl = `http://localhost:3000/orders/${order.orderId}`;
  return payOrder({ ...order, confirmationTokenId: token, returnUrl });
}

/** For tests: all that Stripe has of a person: subscriptions by state, and the sums that were really charged. */
export async function atStripe(walletId: string) {
  const [wallet] = await sql()<{ id: string | null }[]>`
    select stripe_customer_id as id from wallets where id = ${walletId}`;
  if (!wallet?.id) return { subscriptions: [], charged: [] };
  const customer = wallet.id;
  const { data: subscriptions } = await stripe().subscriptions.list({ customer, status: "all" });
  const { data: charges } = await stripe().charges.list({ customer, limit: 100 });
  return {
    subscriptions: subscriptions.map(({ status }) => status).sort(),
    charged: charges.filter(({ paid }) => paid).map(({ amount }) => amount),
  };
}

/** For tests: the payer presses Complete or Fail in the bank's window, for a payment or a card being set up. */
export async function answerBank(answer: PayOrderAnswer, outcome: "complete" | "fail"): Promise<void> {
  if (answer.outcome !== "requires_action") throw new Error(`the answer was ${JSON.stringify(answer)}`);
  const [id = ""] = answer.clientSecret.split("_secret_");
  const kind = answer.intent === "setup" ? "setup_intents" : "payment_intents";
  await authenticate(await readFromStripe(`/v1/${kind}/${id}`), outcome);
}
