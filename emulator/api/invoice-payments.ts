import type Stripe from "stripe";
import { type Endpoint, endpoint } from "../http/endpoint";
import { noSuch } from "../http/errors";
import { listPage, pageParams } from "../http/list";
import { hash, oneOf, text } from "../http/params";

export const invoicePaymentEndpoints: Endpoint[] = [
  endpoint("GET", "/v1/invoice_payments", {
    params: {
      ...pageParams,
      invoice: text,
      payment: hash({
        type: oneOf("payment_intent", "payment_record"),
        payment_intent: text,
        payment_record: text,
      }),
      status: oneOf("open", "paid", "canceled"),
    },
    run(call, params) {
      const { payment_intent: intent, payment_record: record } = params.payment ?? {};
      const wanted = (row: Stripe.InvoicePayment) =>
        (params.invoice ?? row.invoice) === row.invoice &&
        (intent ?? row.payment.payment_intent) === row.payment.payment_intent &&
        record === undefined &&
        (params.status ?? row.status) === row.status;
      return listPage(call.emulator.store, "invoice_payment", "/v1/invoice_payments", params, wanted);
    },
  }),
  endpoint("GET", "/v1/invoice_payments/:id", {
    run(call) {
      const found = call.emulator.store.get("invoice_payment", call.id);
      if (found === undefined) throw noSuch("invoice_payment", call.id, "id", "path");
      return found;
    },
  }),
];
