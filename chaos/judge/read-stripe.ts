import { stripe } from "@/lib/stripe/client";
import { EVENT_TYPES_MAX } from "@/lib/stripe/events";

const PAGE = 100;

/** Money for an order of a pack. */
export type PaidPack = { id: string; amount: number; currency: string; orderId: string; walletId: string };
/** A line of a paid invoice, with the name of its price. */
export type PaidLine = { lineId: string; amount: number; priceName: string; isProration: boolean };
/** `paymentIds` brought the money, `paid` in all; none where there was nothing to pay. */
export type PaidInvoice = {
  id: string;
  customerId: string;
  isOfChange: boolean;
  paid: number;
  paymentIds: string[];
  lines: PaidLine[];
};
/** Money of a payment that went back, or is on its way back; by which request of an operator, if it was one. */
export type MoneyBack = { id: string; paymentId: string; amount: number; requestId: string | null };

/**
 * What Stripe has, as an outsider reads it: by its own lists, and with none of our code but the client. `taken` are all
 * payments of people with plans that succeeded, whatever they were for.
 */
export type AtStripe = { packs: PaidPack[]; invoices: PaidInvoice[]; taken: string[]; back: MoneyBack[] };

/** Invoices of customers in test clocks are listed by customer only. */
export async function readStripe(customers: readonly string[]): Promise<AtStripe> {
  return {
    packs: await readPacks(),
    invoices: await readInvoices(customers),
    taken: await readTaken(customers),
    back: [...(await readRefunds()), ...(await readLost())],
  };
}

async function readPacks(): Promise<PaidPack[]> {
  const packs: PaidPack[] = [];
  for await (const { id, status, amount, currency, metadata } of stripe().paymentIntents.list({
    limit: PAGE,
  })) {
    const { order_id: orderId, wallet_id: walletId } = metadata;
    if (status === "succeeded" && orderId && walletId)
      packs.push({ id, amount, currency, orderId, walletId });
  }
  return packs;
}

async function readInvoices(customers: readonly string[]): Promise<PaidInvoice[]> {
  const names = new Map<string, string>();
  for await (const { id, lookup_key } of stripe().prices.list({ limit: PAGE }))
    names.set(id, lookup_key ?? id);
  const invoices: PaidInvoice[] = [];
  for (const customerId of customers) {
    const asked = { limit: PAGE, status: "paid", customer: customerId } as const;
    for await (const { id, amount_paid: paid, billing_reason, lines } of stripe().invoices.list(asked)) {
      const isOfChange = billing_reason === "subscription_update";
      const paymentIds = await readPaymentsOf(id);
      const named = lines.data.map(({ id: lineId, amount, parent, pricing }) => {
        const priceName = names.get(nameOf(pricing?.price_details?.price)) ?? "";
        return { lineId, amount, priceName, isProration: isOfPart(parent) };
      });
      invoices.push({ id, customerId, isOfChange, paid, paymentIds, lines: named });
    }
  }
  return invoices;
}

type Details = { proration: boolean } | null;

function isOfPart(
  parent: { subscription_item_details: Details; invoice_item_details: Details } | null,
): boolean {
  return (parent?.subscription_item_details ?? parent?.invoice_item_details)?.proration ?? false;
}

async function readPaymentsOf(invoice: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { payment } of stripe().invoicePayments.list({ invoice, status: "paid", limit: PAGE }))
    ids.push(nameOf(payment.payment_intent));
  return ids;
}

function nameOf(one: string | { id: string } | null | undefined): string {
  return typeof one === "string" ? one : (one?.id ?? "");
}

async function readTaken(customers: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const customer of customers)
    for await (const { id, status } of stripe().paymentIntents.list({ customer, limit: PAGE }))
      if (status === "succeeded") ids.push(id);
  return ids;
}

async function readRefunds(): Promise<MoneyBack[]> {
  const back: MoneyBack[] = [];
  for await (const refund of stripe().refunds.list({ limit: PAGE })) {
    const { id, amount, status, payment_intent: intent, metadata } = refund;
    if (status === "failed" || status === "canceled") continue;
    back.push({ id, paymentId: String(intent), amount, requestId: metadata?.request_id ?? null });
  }
  return back;
}

/** Of disputes only those that are lost; what is not decided yet is still the person's. */
async function readLost(): Promise<MoneyBack[]> {
  const back: MoneyBack[] = [];
  for await (const { id, amount, status, payment_intent: intent } of stripe().disputes.list({ limit: PAGE }))
    if (status === "lost") back.push({ id, paymentId: String(intent), amount, requestId: null });
  return back;
}

/** The ids of all events of these types. */
export async function readEventIds(types: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < types.length; at += EVENT_TYPES_MAX) {
    const some = types.slice(at, at + EVENT_TYPES_MAX);
    for await (const { id } of stripe().events.list({ types: some, limit: PAGE })) ids.push(id);
  }
  return ids;
}
