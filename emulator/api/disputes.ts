import type Stripe from "stripe";
import { later } from "../clock/tasks";
import { changeDispute, closeDispute, isInquiry, isOpen } from "../disputes/disputes";
import { EVIDENCE_FIELDS } from "../disputes/record";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch, refused, unknownParam } from "../http/errors";
import { mergeMetadata, metadata, opaque } from "../http/fields";
import type { FormTree } from "../http/form";
import { listPage, pageParams } from "../http/list";
import { bool, type Read, text } from "../http/params";

const updateFields = { evidence: opaque, intended_submission_method: text, metadata, submit: bool };

function find(call: Call): Stripe.Dispute {
  const found = call.emulator.store.get("dispute", call.id);
  if (found === undefined) throw noSuch("dispute", call.id, "dispute", "path");
  return found;
}

/** Stages evidence and, unless told otherwise, sends it to the bank, which answers a while later. */
function update(call: Call, params: Read<typeof updateFields>): Stripe.Dispute {
  const before = find(call);
  const { evidence } = params;
  const meta = mergeMetadata(before.metadata, params.metadata);
  if (!evidence && params.submit !== true) return changeDispute(call, before, { metadata: meta });
  if (!isOpen(before)) throw refused("This dispute is already closed.", { code: "invalid_request" });
  const sent = params.submit !== false;
  const details = before.evidence_details;
  const after = changeDispute(call, before, {
    metadata: meta,
    evidence: merged(before.evidence, evidence ?? {}),
    evidence_details: {
      ...details,
      has_evidence: true,
      ...(sent ? { submission_count: details.submission_count + 1, submission_method: "manual" } : {}),
    },
    ...(sent ? { status: isInquiry(before) ? "warning_under_review" : "under_review" } : {}),
  });
  if (sent) later(call, "resolve_dispute", after.id, call.emulator.settings.settleDelayMs);
  return after;
}

function merged(old: Stripe.Dispute.Evidence, given: FormTree): Stripe.Dispute.Evidence {
  const next: Record<string, unknown> = { ...old };
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== "string" || !EVIDENCE_FIELDS.includes(name)) throw unknownParam(`evidence[${name}]`);
    next[name] = value || null;
  }
  return next as unknown as Stripe.Dispute.Evidence;
}

export const disputeEndpoints: Endpoint[] = [
  endpoint("GET", "/v1/disputes", {
    params: { ...pageParams, charge: text, payment_intent: text },
    run(call, params) {
      const wanted = (row: Stripe.Dispute) =>
        (params.charge ?? row.charge) === row.charge &&
        (params.payment_intent ?? row.payment_intent) === row.payment_intent;
      return listPage(call.emulator.store, "dispute", "/v1/disputes", params, wanted);
    },
  }),
  endpoint("GET", "/v1/disputes/:id", { run: find }),
  endpoint("POST", "/v1/disputes/:id", { params: updateFields, run: update }),
  endpoint("POST", "/v1/disputes/:id/close", {
    run(call) {
      const dispute = find(call);
      if (isOpen(dispute)) return closeDispute(call, dispute);
      throw refused("This dispute is already closed.");
    },
  }),
  endpoint("GET", "/v1/radar/early_fraud_warnings", {
    params: { ...pageParams, charge: text, payment_intent: text },
    run(call, params) {
      const wanted = (row: Stripe.Radar.EarlyFraudWarning) =>
        (params.charge ?? row.charge) === row.charge &&
        (params.payment_intent ?? row.payment_intent) === row.payment_intent;
      const url = "/v1/radar/early_fraud_warnings";
      return listPage(call.emulator.store, "early_fraud_warning", url, params, wanted);
    },
  }),
  endpoint("GET", "/v1/radar/early_fraud_warnings/:id", {
    run(call) {
      const found = call.emulator.store.get("early_fraud_warning", call.id);
      if (found === undefined) throw noSuch("early_fraud_warning", call.id, "id", "path");
      return found;
    },
  }),
];
