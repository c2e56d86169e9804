import { badParam } from "../http/errors";
import { metadata, opaque } from "../http/fields";
import type { FormValue } from "../http/form";
import {
  bool,
  clearable,
  either,
  hash,
  integer,
  type Kind,
  list,
  oneOf,
  type Read,
  text,
} from "../http/params";
import { discountFields } from "./discounts";
import { itemsField } from "./subscription-items";

/** A moment: a timestamp, or a word such as `now`. */
export function moment<const W extends string>(...words: W[]): Kind<number | W> {
  return {
    read(value: FormValue, at: string) {
      const word = words.find((one) => one === value);
      return word ?? integer.read(value, at);
    },
  };
}

const BOUNDS = oneOf("min_period_end", "max_period_end");

/** `cancel_at`: a timestamp, one of two moments that follow from the items, or empty to take it back. */
const cancelAt: Kind<number | "min_period_end" | "max_period_end" | null> = {
  read(value, at) {
    if (value === "") return null;
    if (typeof value === "string" && /^\d+$/.test(value)) return integer.read(value, at);
    if (typeof value === "object" && value.type !== undefined) return BOUNDS.read(value.type, `${at}[type]`);
    return BOUNDS.read(value, at);
  },
};

export const cancellationDetails = hash({
  comment: clearable,
  feedback: either(
    oneOf(
      "customer_service",
      "low_quality",
      "missing_features",
      "other",
      "switched_service",
      "too_complex",
      "too_expensive",
      "unused",
    ),
  ),
});

export const prorationBehavior = oneOf("create_prorations", "always_invoice", "none");

/** Taxes are not computed: who asks for them is told so, not given an invoice without. */
export const noTax: Kind<null> = {
  read(value, at) {
    if (typeof value === "string" || value.enabled !== "true") return null;
    throw badParam("not_emulated", `${at}[enabled]`, "The emulator does not compute taxes.");
  },
};

const shared = {
  automatic_tax: noTax,
  cancel_at: cancelAt,
  cancel_at_period_end: bool,
  collection_method: oneOf("charge_automatically", "send_invoice"),
  days_until_due: integer,
  default_payment_method: clearable,
  description: clearable,
  discounts: discountFields,
  invoice_settings: opaque,
  items: itemsField,
  metadata,
  off_session: bool,
  payment_settings: hash({
    payment_method_options: opaque,
    payment_method_types: list(text),
    save_default_payment_method: oneOf("off", "on_subscription"),
  }),
  proration_behavior: prorationBehavior,
  trial_end: moment("now"),
  trial_from_plan: bool,
  trial_settings: hash({
    end_behavior: hash({ missing_payment_method: oneOf("cancel", "create_invoice", "pause") }),
  }),
};

export const createFields = {
  ...shared,
  add_invoice_items: list(hash({ price: text, quantity: integer })),
  backdate_start_date: integer,
  billing_cycle_anchor: integer,
  billing_mode: hash({ type: oneOf("flexible", "classic"), flexible: opaque }),
  currency: text,
  customer: text,
  payment_behavior: oneOf("allow_incomplete", "default_incomplete", "error_if_incomplete"),
  trial_period_days: integer,
};

export const updateFields = {
  ...shared,
  billing_cycle_anchor: hash({ type: oneOf("now", "unchanged") }),
  cancellation_details: cancellationDetails,
  pause_collection: either(
    hash({ behavior: oneOf("keep_as_draft", "mark_uncollectible", "void"), resumes_at: integer }),
  ),
  payment_behavior: oneOf(
    "allow_incomplete",
    "default_incomplete",
    "error_if_incomplete",
    "pending_if_incomplete",
  ),
  proration_date: integer,
};

export type CreateParams = Read<typeof createFields>;
export type UpdateParams = Read<typeof updateFields>;

/** Classic billing mode computes in another way than this emulator: it is refused instead of imitated badly. */
export function refuseClassic(type: string | undefined): void {
  if (type !== "classic") return;
  throw badParam("not_emulated", "billing_mode[type]", "The emulator knows the flexible billing mode only.");
}
