import type Stripe from "stripe";
import { nowSeconds } from "../context";
import type { Call, Cause } from "../http/endpoint";
import { ApiError, refused } from "../http/errors";
import { bool, clearable, type Read, text } from "../http/params";
import { attachMethod } from "../payments/attach";
import { checkOwner, findMethod } from "../payments/resolve";
import { chargeInvoice, payInvoice } from "./collect";
import { finishDraft } from "./finish";
import { intentFor, methodFor } from "./invoice-payments";
import { planFor, updateInvoice } from "./invoices";

export const payFields = {
  forgive: bool,
  mandate: clearable,
  off_session: bool,
  paid_out_of_band: bool,
  payment_method: text,
  source: text,
};

const COLLECT_SECONDS = 3600;

/** Finalizes by a call. With `auto_advance` the money is asked for an hour later; without, by nobody. */
export function finalizeByHand(
  call: Call,
  invoice: Stripe.Invoice,
  advance: boolean | undefined,
): Stripe.Invoice {
  if (invoice.status !== "draft") {
    throw refused("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: "invoice_not_editable",
    });
  }
  const goesOn = advance ?? invoice.auto_advance === true;
  const open = finishDraft(call, invoice, goesOn);
  if (!goesOn || open.status !== "open" || open.collection_method !== "charge_automatically") return open;
  const at = nowSeconds() + COLLECT_SECONDS;
  planFor(call, open, "collect_invoice", at);
  return updateInvoice(call, open, { next_payment_attempt: at });
}

/** Pays an invoice now. A refusal is a 402 of which everything stays written. */
export function payByHand(call: Call, given: Stripe.Invoice, params: Read<typeof payFields>): Stripe.Invoice {
  if (given.status === "paid") throw refused("Invoice is already paid", { code: "invoice_already_paid" });
  if (given.status === "void") throw refused("This invoice is void and can't be paid.");
  const invoice = given.status === "draft" ? finishDraft(call, given, false) : given;
  if (invoice.status === "paid") return invoice;
  if (params.paid_out_of_band === true) return payInvoice(call, invoice, null);
  const method = methodOf(call, invoice, params.payment_method);
  const cause = { ...call, collecting: invoice };
  const first = { ...invoice, attempted: true, attempt_count: Math.max(1, invoice.attempt_count) };
  const after = chargeInvoice(cause, first, method, params.off_session !== false);
  if (after.status === "paid") return after;
  throw declinedInvoice(call, after, true);
}

function methodOf(call: Call, invoice: Stripe.Invoice, id: string | undefined): Stripe.PaymentMethod {
  const method = id === undefined ? methodFor(call, invoice) : findMethod(call, id);
  if (method === null) {
    throw refused(
      "Cannot charge a customer that has no active card. Add a payment method and make it the customer's default.",
      { code: "missing" },
    );
  }
  const customer = String(invoice.customer);
  checkOwner(call, method, customer);
  return method.customer === null ? attachMethod(call, method, customer) : method;
}

/** The 402 of an invoice that was not paid at once. */
export function declinedInvoice(cause: Cause, invoice: Stripe.Invoice, keepsChanges: boolean): ApiError {
  const intent = intentFor(cause, invoice.id);
  const kept = { saved: true, keepsChanges };
  if (intent?.status === "requires_action") {
    return new ApiError(
      402,
      {
        type: "card_error",
        code: "invoice_payment_intent_requires_action",
        message:
          "Payment for this invoice requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with the invoice.",
        payment_intent: intent,
      },
      kept,
    );
  }
  const { code, decline_code, message, charge } = intent?.last_payment_error ?? {};
  return new ApiError(
    402,
    {
      type: "card_error",
      message: message ?? "Your card was declined.",
      ...(code === undefined ? {} : { code }),
      ...(decline_code === undefined ? {} : { decline_code }),
      ...(charge === undefined ? {} : { charge }),
      ...(intent === null ? {} : { payment_intent: intent }),
    },
    kept,
  );
}
