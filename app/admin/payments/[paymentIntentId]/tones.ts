import type { RefundView } from "@/lib/reversals/list-reversals";

const OF_REFUND = {
  pending: "waiting",
  requires_action: "waiting",
  succeeded: "off",
  failed: "bad",
  canceled: "bad",
} as const;

export function toneOfRefund(status: RefundView["status"]) {
  return OF_REFUND[status];
}

const OF_DISPUTE = {
  warning_needs_response: "warn",
  warning_under_review: "waiting",
  warning_closed: "off",
  needs_response: "bad",
  under_review: "waiting",
  won: "good",
  lost: "bad",
  prevented: "good",
  appeal_needs_response: "bad",
  appeal_under_review: "waiting",
} as const;

type KnownDispute = keyof typeof OF_DISPUTE;

/** A status of a dispute that has words; one that this version does not know is taken for one that is looked at. */
export function wordsOfDispute(status: string): KnownDispute {
  return Object.hasOwn(OF_DISPUTE, status) ? (status as KnownDispute) : "under_review";
}

export function toneOfDispute(status: string) {
  return OF_DISPUTE[wordsOfDispute(status)];
}
