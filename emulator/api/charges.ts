import type Stripe from "stripe";
import { changedFrom, emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch } from "../http/errors";
import { mergeMetadata, metadata, opaque } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { clearable, type Read, text } from "../http/params";

const updateFields = {
  customer: text,
  description: clearable,
  fraud_details: opaque,
  metadata,
  receipt_email: clearable,
  shipping: opaque,
  transfer_group: text,
};

function find(call: Call): Stripe.Charge {
  const found = call.emulator.store.get("charge", call.id);
  if (found === undefined) throw noSuch("charge", call.id, "id", "path");
  return found;
}

function update(call: Call, params: Read<typeof updateFields>): Stripe.Charge {
  const before = find(call);
  const { metadata: meta, fraud_details: fraud, shipping: _shipping, ...plain } = params;
  const report = fraud?.user_report;
  const after = call.emulator.store.put("charge", before.id, {
    ...before,
    ...plain,
    ...(typeof report === "string"
      ? { fraud_details: { ...before.fraud_details, user_report: report } }
      : {}),
    metadata: mergeMetadata(before.metadata, meta),
  });
  emit(call, "charge.updated", after, changedFrom(before, after));
  return after;
}

export const chargeEndpoints: Endpoint[] = [
  endpoint("GET", "/v1/charges", {
    params: { ...pageParams, customer: text, payment_intent: text, transfer_group: text },
    run(call, params) {
      const wanted = (row: Stripe.Charge) =>
        (params.customer === undefined || row.customer === params.customer) &&
        (params.payment_intent === undefined || row.payment_intent === params.payment_intent);
      return listPage(call.emulator.store, "charge", "/v1/charges", params, wanted);
    },
  }),
  endpoint("GET", "/v1/charges/:id", { run: find }),
  endpoint("POST", "/v1/charges/:id", { params: updateFields, run: update }),
];
