import type { ToldEvent } from "./subscribers";

type Loose = Record<string, unknown>;
type Told = ToldEvent["data"]["object"] & Loose;
type Line = Loose & { pricing?: { price_details?: { price?: string } }; parent?: Loose | null };
type Item = Loose & { current_period_start?: number; current_period_end?: number };

/**
 * For tests: the event as an endpoint of an API version before 2025-03-31 would be sent it. Only what that version
 * kept elsewhere is moved; all else is the same.
 */
export function toOlderShape(event: ToldEvent): ToldEvent {
  const older = { api_version: "2025-02-24.acacia", data: { object: toOlderObject(event.data.object) } };
  return { ...event, ...older };
}

function toOlderObject(object: Told): Told {
  if (object.object === "invoice") return toOlderInvoice(object);
  if (object.object === "subscription") return toOlderSubscription(object);
  return object;
}

function toOlderInvoice({ parent, payments: _, confirmation_secret: __, ...invoice }: Told): Told {
  const subscription = (parent as { subscription_details?: { subscription?: string } } | null)
    ?.subscription_details?.subscription;
  const lines = invoice.lines as { data: Line[] };
  return {
    ...invoice,
    ...{ subscription: subscription ?? null, paid: invoice.status === "paid", charge: null, tax: null },
    lines: { ...lines, data: lines.data.map(toOlderLine) },
  };
}

function toOlderLine({ pricing, parent, ...line }: Line): Loose {
  const details = (parent?.subscription_item_details ?? parent?.invoice_item_details) as Loose | undefined;
  const price = { id: pricing?.price_details?.price, object: "price" };
  return { ...line, price, plan: { ...price, object: "plan" }, proration: details?.proration ?? false };
}

function toOlderSubscription(subscription: Told): Told {
  const items = subscription.items as { data: Item[] };
  const [first] = items.data;
  return {
    ...subscription,
    ...{ current_period_start: first?.current_period_start, current_period_end: first?.current_period_end },
    items: {
      ...items,
      data: items.data.map(({ current_period_start: _, current_period_end: __, ...item }) => item),
    },
  };
}
