import type Stripe from "stripe";
import { emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch, refused } from "../http/errors";
import { mergeMetadata, metadata } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { text } from "../http/params";
import { undoRefund } from "../payments/end-of-refund";
import { createRefund, refundFields } from "../payments/refund";

function find(call: Call): Stripe.Refund {
  const found = call.emulator.store.get("refund", call.id);
  if (found === undefined) throw noSuch("refund", call.id, "id", "path");
  return found;
}

export const refundEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/refunds", { params: refundFields, run: createRefund }),
  endpoint("GET", "/v1/refunds", {
    params: { ...pageParams, charge: text, payment_intent: text },
    run(call, params) {
      const wanted = (row: Stripe.Refund) =>
        (params.charge ?? row.charge) === row.charge &&
        (params.payment_intent ?? row.payment_intent) === row.payment_intent;
      return listPage(call.emulator.store, "refund", "/v1/refunds", params, wanted);
    },
  }),
  endpoint("GET", "/v1/refunds/:id", { run: find }),
  endpoint("POST", "/v1/refunds/:id", {
    params: { metadata },
    run(call, params) {
      const before = find(call);
      const changed = { ...before, metadata: mergeMetadata(before.metadata, params.metadata) };
      const after = call.emulator.store.put("refund", before.id, changed);
      emit(call, "refund.updated", after, { metadata: before.metadata });
      emit(call, "charge.refund.updated", after, { metadata: before.metadata });
      return after;
    },
  }),
  endpoint("POST", "/v1/refunds/:id/cancel", {
    run(call) {
      const refund = find(call);
      if (refund.status === "requires_action") return undoRefund(call, refund, "canceled");
      throw refused(`Refund ${refund.id} cannot be canceled because it has a status of ${refund.status}.`);
    },
  }),
];
