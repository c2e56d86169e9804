import Stripe from "stripe";
import { sql } from "@/db/client";
import { concludeAttempt } from "@/lib/checkout/conclude-attempt";
import { createOrder } from "@/lib/checkout/create-order";
import { ensurePaymentIntent } from "@/lib/checkout/ensure-payment-intent";
import { findOrder } from "@/lib/checkout/find-order";
import { getOrderView } from "@/lib/checkout/get-order-view";
import { newId } from "@/lib/platform/ids";
import { STRIPE_API_VERSION } from "@/lib/stripe/client";
import { confirmPaymentIntent } from "@/lib/stripe/confirm-payment-intent";
import { atLeast, type Figure, median, quantile, told } from "./figures";

const SECRET_KEY = "sk_test_emulator0000000000";
const PUBLISHABLE_KEY = "pk_test_emulator0000000000";
const AT_ONCE = 32;
const WARM_UP = 500;
const PAYMENTS = 3_000;
const PER_SECOND_MIN = 300;
const ORDERS = 300;

/** Payments created and confirmed per second in the emulator, through Stripe's own client. */
export async function benchEmulator(url: string): Promise<Figure[]> {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(SECRET_KEY, {
    ...{ apiVersion: STRIPE_API_VERSION, host: hostname, port, protocol: "http", maxNetworkRetries: 0 },
  });
  await payMany(stripe, WARM_UP);
  const begun = performance.now();
  await payMany(stripe, PAYMENTS);
  const perSecond = PAYMENTS / ((performance.now() - begun) / 1000);
  return [atLeast("confirmed payments per second in the emulator", perSecond, PER_SECOND_MIN)];
}

async function payMany(stripe: Stripe, count: number): Promise<void> {
  let left = count;
  const payer = async () => {
    while (left-- > 0) {
      const { id } = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
      const paid = await stripe.paymentIntents.confirm(id, {
        payment_method: "pm_card_visa",
        return_url: "http://localhost:3000/orders/x",
      });
      if (paid.status !== "succeeded") throw new Error(`payment ${id} is ${paid.status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, payer));
}

/** Time from Stripe's "succeeded" to an order page that says credited, one payer after the other. */
export async function benchCreditTime(url: string): Promise<Figure[]> {
  const times: number[] = [];
  for (let order = 0; order < ORDERS; order++) times.push(await timeToCredit(url));
  return [
    told("confirm answer to credited order, median ms", median(times)),
    told("confirm answer to credited order, p99 ms", quantile(times, 0.99)),
  ];
}

async function timeToCredit(url: string): Promise<number> {
  const walletId = newId();
  await sql()`insert into wallets (id) values (${walletId})`;
  const made = await createOrder({ walletId, packId: "starter", currency: "usd" });
  const order = made.ok ? await findOrder(walletId, made.orderId) : null;
  if (!order) throw new Error("no order");
  const intent = await ensurePaymentIntent(order);
  if (!intent.ok) throw new Error("no PaymentIntent");
  const confirmed = await confirmPaymentIntent({
    paymentIntentId: intent.value.id,
    orderId: order.id,
    confirmationTokenId: await newToken(url),
    returnUrl: "http://localhost:3000/orders/x",
  });
  if (!confirmed.ok) throw new Error(`not confirmed: ${confirmed.trouble.kind}`);
  const begun = performance.now();
  await concludeAttempt(order, confirmed.value);
  const view = await getOrderView(walletId, order.id);
  if (view?.progress !== "credited") throw new Error(`order is ${view?.progress}`);
  return performance.now() - begun;
}

async function newToken(url: string): Promise<string> {
  const form = { key: PUBLISHABLE_KEY, payment_method: "pm_card_visa" };
  const response = await fetch(`${url}/v1/confirmation_tokens`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  const { id } = (await response.json()) as { id: string };
  return id;
}
