import type Stripe from "stripe";
import { nowSeconds } from "../context";
import type { Call, Cause } from "../http/endpoint";
import { badParam, missing, noSuch, unknownParam } from "../http/errors";
import { mergeMetadata, metadata } from "../http/fields";
import { hash, integer, list, oneOf, type Read, text } from "../http/params";
import { idOf } from "../payments/intent-changes";
import { discountFields } from "./discounts";
import { addInterval } from "./periods";
import { recurringOf } from "./prices";
import { moment, prorationBehavior } from "./subscription-params";

type Phase = Stripe.SubscriptionSchedule.Phase;

const phaseFields = {
  billing_cycle_anchor: oneOf("automatic", "phase_start"),
  collection_method: oneOf("charge_automatically", "send_invoice"),
  currency: text,
  default_payment_method: text,
  description: text,
  discounts: discountFields,
  duration: hash({ interval: oneOf("day", "week", "month", "year"), interval_count: integer }),
  end_date: moment("now"),
  iterations: integer,
  items: list(hash({ price: text, quantity: integer, metadata })),
  metadata,
  proration_behavior: prorationBehavior,
  start_date: moment("now"),
};
export const phasesField = list(hash(phaseFields));
export type GivenPhase = Read<typeof phaseFields>;

/** `iterations` is gone from newer versions of the API. */
export function refuseIterations(call: Call, given: readonly GivenPhase[] | undefined): void {
  const index = given?.findIndex((phase) => phase.iterations !== undefined) ?? -1;
  if (index >= 0 && !call.olderRules) throw unknownParam(`phases[${index}][iterations]`);
}

/** The phases of a call with their dates: each begins where the one before it ends. */
export function readPhases(
  cause: Cause,
  given: readonly GivenPhase[],
  currency: string,
  start: number,
): Phase[] {
  const phases: Phase[] = [];
  for (const [index, phase] of given.entries()) {
    const at = `phases[${index}]`;
    const begins = phases.at(-1)?.end_date ?? startOf(phase, start);
    phases.push(readPhase(cause, phase, currency, begins, at));
  }
  return phases;
}

function startOf({ start_date: given }: GivenPhase, start: number): number {
  return given === undefined ? start : given === "now" ? nowSeconds() : given;
}

function readPhase(cause: Cause, given: GivenPhase, currency: string, start: number, at: string): Phase {
  if (given.items === undefined || given.items.length === 0) throw missing(`${at}[items]`);
  const items = given.items.map((item, index) => itemOf(cause, item, `${at}[items][${index}]`));
  const end = endOf(cause, given, start);
  if (end <= start) {
    throw badParam(undefined, `${at}[end_date]`, "The end date of a phase must be after its start date.");
  }
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: given.billing_cycle_anchor ?? null,
    billing_thresholds: null,
    collection_method: given.collection_method ?? null,
    currency,
    default_payment_method: given.default_payment_method ?? null,
    default_tax_rates: [],
    description: given.description ?? null,
    discounts: (given.discounts ?? []).map(phaseDiscount),
    end_date: end,
    invoice_settings: null,
    items,
    metadata: mergeMetadata(null, given.metadata),
    on_behalf_of: null,
    proration_behavior: given.proration_behavior ?? "create_prorations",
    start_date: start,
    transfer_data: null,
    trial_end: null,
  };
}

function phaseDiscount(given: { coupon?: string; discount?: string; promotion_code?: string }) {
  const { coupon = null, discount = null, promotion_code = null } = given;
  return { coupon, discount, promotion_code };
}

/** A phase says all its discounts: those it leaves out end with the phase before. */
export function discountsOf({ discounts }: Phase) {
  return discounts.map(({ coupon, discount, promotion_code: code }) => ({
    ...(coupon === null ? {} : { coupon: idOf(coupon) ?? "" }),
    ...(discount === null ? {} : { discount: idOf(discount) ?? "" }),
    ...(code === null ? {} : { promotion_code: idOf(code) ?? "" }),
  }));
}

function itemOf(
  cause: Cause,
  given: NonNullable<GivenPhase["items"]>[number],
  at: string,
): Phase["items"][number] {
  const id = given.price;
  if (id === undefined) throw missing(`${at}[price]`);
  if (cause.emulator.store.get("price", id) === undefined) throw noSuch("price", id, `${at}[price]`, "body");
  return phaseItem(id, given.quantity ?? 1, mergeMetadata(null, given.metadata));
}

function phaseItem(price: string, quantity: number, meta: Stripe.Metadata): Phase["items"][number] {
  return {
    billing_thresholds: null,
    discounts: [],
    metadata: meta,
    plan: price,
    price,
    quantity,
    tax_rates: [],
  } as unknown as Phase["items"][number];
}

/** A phase without an end lasts for one interval of its first price. */
function endOf(cause: Cause, given: GivenPhase, start: number): number {
  if (given.end_date !== undefined) return given.end_date === "now" ? nowSeconds() : given.end_date;
  const { interval, interval_count: count = 1 } = given.duration ?? {};
  if (interval !== undefined) return addInterval(start, interval, count);
  const price = cause.emulator.store.get("price", given.items?.[0]?.price ?? "");
  if (price === undefined) throw missing("phases[0][items][0][price]");
  const every = recurringOf(price);
  return addInterval(start, every.interval, every.interval_count * (given.iterations ?? 1));
}

/** The phase in which a subscription is right now, as `from_subscription` writes it. */
export function phaseOf(subscription: Stripe.Subscription): Phase {
  const ends = subscription.items.data.map((item) => item.current_period_end);
  const starts = subscription.items.data.map((item) => item.current_period_start);
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: subscription.currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: subscription.discounts.map((one) => phaseDiscount({ discount: String(one) })),
    end_date: Math.max(...ends),
    invoice_settings: null,
    items: subscription.items.data.map((item) => phaseItem(item.price.id, item.quantity ?? 1, item.metadata)),
    metadata: subscription.metadata,
    on_behalf_of: null,
    proration_behavior: "create_prorations",
    start_date: Math.min(...starts),
    transfer_data: null,
    trial_end: subscription.trial_end,
  };
}
