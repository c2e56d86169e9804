import { type StripeFolder, stripePage } from "@/lib/admin/stripe-page";

const FOLDERS: Record<string, StripeFolder> = {
  payment_intent: "payments",
  invoice: "invoices",
  dispute: "disputes",
  customer: "customers",
};

type Found = { object: string; objectId: string; kind: string };

/** Where an operator looks at an object: a payment in our books on our own page, the rest at Stripe; null for neither. */
export function pageOf({ object, objectId, kind }: Found, livemode: boolean): string | null {
  if (object === "payment_intent" && kind !== "order_not_here") return `/admin/payments/${objectId}`;
  const folder = FOLDERS[object];
  return folder ? stripePage(folder, objectId, livemode) : null;
}
