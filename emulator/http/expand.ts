import type { Store } from "../store/store";
import type { TableName } from "../store/tables";
import { badParam } from "./errors";
import { includeField } from "./include";

type Json = Record<string, unknown>;

/** Which fields of an object hold ids that can be expanded, and where those ids live. `null`: never set here. */
const EXPANDABLE: Record<string, Record<string, TableName | null>> = {
  payment_intent: {
    customer: "customer",
    payment_method: "payment_method",
    latest_charge: "charge",
    application: null,
    on_behalf_of: null,
    payment_record: null,
    review: null,
    source: null,
  },
  charge: {
    balance_transaction: "balance_transaction",
    customer: "customer",
    payment_intent: "payment_intent",
    application: null,
    application_fee: null,
    failure_balance_transaction: "balance_transaction",
    on_behalf_of: null,
    review: null,
    source_transfer: null,
    transfer: null,
  },
  refund: {
    balance_transaction: "balance_transaction",
    charge: "charge",
    customer: "customer",
    failure_balance_transaction: "balance_transaction",
    payment_intent: "payment_intent",
    payment_method: "payment_method",
    source_transfer_reversal: null,
    transfer_reversal: null,
  },
  payment_method: { customer: "customer" },
  customer: { default_source: null, test_clock: "test_clock" },
  setup_intent: {
    customer: "customer",
    payment_method: "payment_method",
    latest_attempt: null,
    application: null,
    mandate: null,
    on_behalf_of: null,
    single_use_mandate: null,
  },
  product: { default_price: "price", tax_code: null },
  price: { product: "product" },
  promotion_code: { customer: "customer" },
  customer_balance_transaction: { customer: "customer", credit_note: null },
  discount: { customer: "customer", promotion_code: "promotion_code" },
  invoice: {
    customer: "customer",
    default_payment_method: "payment_method",
    discounts: "discount",
    subscription: "subscription",
    test_clock: "test_clock",
    application: null,
    default_source: null,
    latest_revision: null,
    on_behalf_of: null,
    account_tax_ids: null,
  },
  line_item: { discounts: "discount", subscription: "subscription" },
  invoiceitem: { customer: "customer", discounts: "discount", invoice: "invoice", test_clock: "test_clock" },
  invoice_payment: { invoice: "invoice" },
  subscription: {
    customer: "customer",
    default_payment_method: "payment_method",
    discounts: "discount",
    latest_invoice: "invoice",
    pending_setup_intent: "setup_intent",
    schedule: "subscription_schedule",
    test_clock: "test_clock",
    application: null,
    default_source: null,
    on_behalf_of: null,
  },
  subscription_item: { discounts: "discount" },
  subscription_schedule: { customer: "customer", subscription: "subscription", test_clock: "test_clock" },
  /** Hashes without an `object` of their own, by the field they stand in. */
  promotion: { coupon: "coupon" },
  items: { price: "price" },
  phases: { discounts: "discount" },
  source: { coupon: "coupon" },
  payment: { payment_intent: "payment_intent", charge: "charge", payment_record: null },
  subscription_details: { subscription: "subscription" },
  price_details: { price: "price" },
  total_discount_amounts: { discount: "discount" },
  discount_amounts: { discount: "discount" },
  invoice_settings: { default_payment_method: "payment_method" },
  "checkout.session": {
    customer: "customer",
    payment_intent: "payment_intent",
    invoice: null,
    payment_link: null,
    setup_intent: null,
    subscription: null,
  },
  customer_session: { customer: "customer" },
  balance_transaction: { source: null },
  dispute: { charge: "charge", payment_intent: "payment_intent" },
  "radar.early_fraud_warning": { charge: "charge", payment_intent: "payment_intent" },
};

const MAX_LEVELS = 4;

/** Replaces ids by their objects along each path, and adds the fields that are only there on request. */
export function expandAll(store: Store, view: object, paths: readonly string[]): object {
  let result = view as Json;
  for (const path of paths) {
    const steps = path.split(".");
    if (steps.length > MAX_LEVELS) {
      throw badParam(
        undefined,
        "expand",
        `You cannot expand more than ${MAX_LEVELS} levels of a property. You were trying to expand '${path}'.`,
      );
    }
    result = expand(store, result, steps, path, null);
  }
  return result;
}

/** `parent` is the field in which `object` stands. */
function expand(
  store: Store,
  object: Json,
  steps: readonly string[],
  path: string,
  parent: string | null,
): Json {
  const [field, ...rest] = steps;
  if (field === undefined) return object;
  if (field === "data" && object.object === "list" && Array.isArray(object.data)) {
    return { ...object, data: object.data.map((item: Json) => expand(store, item, rest, path, field)) };
  }
  if (Array.isArray(object[field]))
    return { ...object, [field]: expandList(store, object, field, rest, path, parent) };
  const value = fieldValue(store, object, field, path, parent);
  if (rest.length === 0 || value === null) return { ...object, [field]: value };
  return { ...object, [field]: expand(store, value, rest, path, field) };
}

/** A plain array of ids or of hashes, such as `discounts`. */
function expandList(
  store: Store,
  object: Json,
  field: string,
  rest: readonly string[],
  path: string,
  parent: string | null,
): unknown[] {
  return (object[field] as unknown[]).map((one) => {
    const found =
      typeof one === "string"
        ? fieldValue(store, { ...object, [field]: one }, field, path, parent)
        : (one as Json);
    return found === null ? one : expand(store, found, rest, path, field);
  });
}

function fieldValue(
  store: Store,
  object: Json,
  field: string,
  path: string,
  parent: string | null,
): Json | null {
  const type = typeof object.object === "string" ? object.object : (parent ?? "");
  const included = includeField(store, type, object, field);
  if (included !== undefined) return included as unknown as Json;
  const current = object[field];
  if (typeof current === "object" && current !== null) return current as Json;
  const table = EXPANDABLE[type]?.[field];
  if (table === undefined) throw badParam(undefined, "expand", `This property cannot be expanded (${path}).`);
  if (current === null || current === undefined) return null;
  const id = String(current);
  const found = field === "source" ? sourceOf(store, id) : table === null ? undefined : store.get(table, id);
  return (found ?? null) as Json | null;
}

function sourceOf(store: Store, id: string): object | undefined {
  return store.get("charge", id) ?? store.get("refund", id) ?? store.get("dispute", id);
}
