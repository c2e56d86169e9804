import type Stripe from "stripe";
import type { Store } from "../store/store";
import type { Page } from "./list";

/** A field that an object only has when it is asked for by `expand`; undefined when there is no such field. */
export function includeField(
  store: Store,
  type: string,
  object: Record<string, unknown>,
  field: string,
): object | undefined {
  if (type === "price" && field === "currency_options") return store.get("price_options", String(object.id));
  if (type === "coupon" && (field === "currency_options" || field === "applies_to")) {
    return store.get("coupon_extra", String(object.id))?.[field];
  }
  if (type === "charge" && field === "refunds") return refundsOf(store, String(object.id));
  if (type === "customer" && (field === "sources" || field === "subscriptions" || field === "tax_ids")) {
    return { object: "list", url: `/v1/customers/${String(object.id)}/${field}`, has_more: false, data: [] };
  }
  return undefined;
}

function refundsOf(store: Store, charge: string): Page<Stripe.Refund> {
  const data = [...store.newest("refund")].filter((refund) => refund.charge === charge);
  return { object: "list", url: `/v1/charges/${charge}/refunds`, has_more: false, data: data.slice(0, 10) };
}
