import type Stripe from "stripe";
import { plan } from "../clock/tasks";
import type { Call } from "../http/endpoint";
import { badParam, missing, noSuch, refused } from "../http/errors";
import { futureUsage, mergeMetadata, metadata, shippingFields } from "../http/fields";
import { clearable, either, hash, integer, list, oneOf, type Read, text } from "../http/params";
import { typesNoLongerSupported } from "../http/version";
import { methodsFor } from "../payments/currencies";
import { newId } from "../store/ids";
import { sessionRecord } from "./session-record";

export const sessionFields = {
  cancel_url: text,
  client_reference_id: text,
  customer: text,
  customer_email: text,
  expires_at: integer,
  line_items: list(hash({ price: text, quantity: integer })),
  metadata,
  mode: oneOf("payment", "setup", "subscription"),
  payment_intent_data: hash({
    capture_method: oneOf("automatic", "automatic_async", "manual"),
    description: clearable,
    metadata,
    receipt_email: clearable,
    setup_future_usage: futureUsage,
    shipping: either(hash(shippingFields)),
  }),
  payment_method_types: list(text),
  success_url: text,
};
type Params = Read<typeof sessionFields>;

/** What a session asks of the payment it will make. */
export type PaymentWishes = NonNullable<Params["payment_intent_data"]>;

/** Opens a session of a one-off payment for prices. Its page is not emulated: it is paid by `payment_pages`. */
export function openSession(call: Call, params: Params): Stripe.Checkout.Session {
  if ((params.mode ?? "payment") !== "payment")
    throw refused(`This emulator opens sessions with mode payment only, not ${params.mode}.`, {
      code: "not_emulated",
      param: "mode",
    });
  if (params.success_url === undefined) throw missing("success_url");
  if (params.payment_method_types !== undefined && !call.olderRules) throw typesNoLongerSupported();
  if (params.customer !== undefined && call.emulator.store.get("customer", params.customer) === undefined)
    throw noSuch("customer", params.customer, "customer", "body");
  const lines = (params.line_items ?? []).map((line, index) => lineOf(call, line, index));
  const currency = lines[0]?.currency;
  if (currency === undefined) throw missing("line_items");
  const amount = lines.reduce((sum, line) => sum + line.amount_total, 0);
  const session = {
    ...sessionRecord(amount, currency, params.payment_method_types ?? methodsFor(currency)),
    success_url: params.success_url,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    customer: params.customer ?? null,
    customer_email: params.customer_email ?? null,
    metadata: mergeMetadata(null, params.metadata),
  };
  const expires_at = params.expires_at ?? session.expires_at;
  plan(call, "expire_session", session.id, { at: expires_at, clock: null });
  call.emulator.store.put("session_extra", session.id, { lines, wishes: params.payment_intent_data ?? {} });
  return call.emulator.store.put("checkout_session", session.id, { ...session, expires_at });
}

function lineOf(call: Call, given: { price?: string; quantity?: number }, index: number): Stripe.LineItem {
  const at = `line_items[${index}][price]`;
  if (given.price === undefined) throw missing(at);
  const price = call.emulator.store.get("price", given.price);
  if (price === undefined) throw noSuch("price", given.price, at, "body");
  if (price.type !== "one_time")
    throw badParam(undefined, at, "You specified `payment` mode but passed a recurring price.");
  const quantity = given.quantity ?? 1;
  const amount = (price.unit_amount ?? 0) * quantity;
  const product = call.emulator.store.get("product", String(price.product));
  return {
    id: newId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: product?.name ?? null,
    metadata: {},
    price,
    quantity,
  };
}
