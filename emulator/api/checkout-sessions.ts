import type Stripe from "stripe";
import { openSession, sessionFields } from "../checkout/open-session";
import { expireSession, paySession } from "../checkout/pay-session";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { missing, noSuch } from "../http/errors";
import { listPage, pageParams } from "../http/list";
import { integer, oneOf, text } from "../http/params";

const AT = "/v1/checkout/sessions";

function find(call: Call): Stripe.Checkout.Session {
  const found = call.emulator.store.get("checkout_session", call.id);
  if (found === undefined) throw noSuch("checkout.session", call.id, "session", "path");
  return found;
}

/** Sessions of one-off payments, and the calls by which their page pays them, which the CLI makes instead of a page. */
export const checkoutSessionEndpoints: Endpoint[] = [
  endpoint("POST", AT, { params: sessionFields, run: openSession }),
  endpoint("GET", AT, {
    params: {
      ...pageParams,
      customer: text,
      payment_intent: text,
      status: oneOf("open", "complete", "expired"),
    },
    run: (call, params) =>
      listPage(
        call.emulator.store,
        "checkout_session",
        AT,
        params,
        (row) =>
          (params.customer ?? row.customer) === row.customer &&
          (params.payment_intent ?? row.payment_intent) === row.payment_intent &&
          (params.status ?? row.status) === row.status,
      ),
  }),
  endpoint("GET", `${AT}/:id`, { run: find }),
  endpoint("GET", `${AT}/:id/line_items`, {
    run(call) {
      const { id } = find(call);
      const data = call.emulator.store.get("session_extra", id)?.lines ?? [];
      return { object: "list", url: `${AT}/${id}/line_items`, has_more: false, data };
    },
  }),
  endpoint("POST", `${AT}/:id/expire`, { run: (call) => expireSession(call, find(call)) }),
  endpoint("GET", "/v1/payment_pages/:id", { run: find }),
  endpoint("POST", "/v1/payment_pages/:id/confirm", {
    params: { payment_method: text, expected_amount: integer },
    run(call, params) {
      const session = find(call);
      if (params.payment_method === undefined) throw missing("payment_method");
      return paySession(call, session, { method: params.payment_method, expected: params.expected_amount });
    },
  }),
];
