import { stripe } from "@/lib/stripe/client";
import { catchUp } from "../catch-up";
import { advance, newSubscriber, type Subscriber, subscribe } from "./subscribers";

const HOUR = 3600;
export const DAY = 24 * HOUR;

/** Stripe's test methods: one that is refused, and one whose bank asks each time. */
export const REFUSED = "pm_card_chargeCustomerFail";
export const ASKS = "pm_card_authenticationRequired";

export type LateSubscriber = Subscriber & { subscriptionId: string; invoiceId: string; methodId: string };

/** For tests: a subscriber whose first renewal could not be collected; we know of the first payment only. */
export async function newLateSubscriber(card = REFUSED, more: object = {}): Promise<LateSubscriber> {
  const person = await newSubscriber();
  const { id, items } = await subscribe(person, "topup_pro_month_usd", more);
  const { current_period_start: start = 0, current_period_end: end = 0 } = items.data[0] ?? {};
  await catchUp(id);
  const { customerId } = person;
  const method = await stripe().paymentMethods.attach(card, { customer: customerId });
  await stripe().customers.update(customerId, { invoice_settings: { default_payment_method: method.id } });
  // From the period's own end: after a February of 28 days the longest month would reach the first retry.
  await advance(person, end - start + 2 * HOUR);
  const [open] = (await stripe().invoices.list({ customer: customerId, status: "open" })).data;
  return { ...person, subscriptionId: id, invoiceId: open?.id ?? "", methodId: method.id };
}

/** For tests: how often money was really taken from a person. */
export async function chargesOf({ customerId }: Subscriber): Promise<number> {
  const { data } = await stripe().charges.list({ customer: customerId, limit: 100 });
  return data.filter(({ status }) => status === "succeeded").length;
}
