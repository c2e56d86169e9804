import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { log } from "@/lib/platform/log";
import { type Result, refuse } from "@/lib/platform/result";
import { createRefund, listRefundsOfPayment, type RefundFacts } from "@/lib/stripe/refunds";
import type { StripeAnswer, StripeTrouble } from "@/lib/stripe/trouble";
import { StripeNotRead } from "@/lib/subscriptions/read-subscription";
import { absorbDispute } from "./absorb-dispute";
import { absorbRefund } from "./absorb-refund";
import { findPaidMoney } from "./find-paid-money";
import { type AskedRefund, type OpenRequest, openRefundRequest } from "./open-refund-request";
import { previewRefund, type RefundEffect } from "./preview-refund";
import { readDisputesOfPayment } from "./read-dispute";
import { readRefund, readRefundsOfPayment } from "./read-refund";
import type { RefundRefusal } from "./refund-refusals";

/** A refund that Stripe has made, and the credits that followed it; both may still change, and events tell. */
export type RefundMade = { refundId: string; status: RefundFacts["status"] };

/**
 * Gives money of a payment back at Stripe and takes its credits back, for an operator who was shown what that does
 * (`expectedCredits`, from `previewRefund`). Once per request: the same one again, after a double press, a crash or a
 * lost answer, finds what became of the first and never gives money twice; one that never got to Stripe is
 * `effect_changed` once money went back otherwise, another was asked for, or a day passed. No transaction may be open.
 *
 * Refusals, in this order: `payment_not_found`, `stripe_unavailable` (what it has is looked up first),
 * `amount_not_positive`, `disputed`, `payment_not_refundable`, `amount_over_rest`, `effect_changed`,
 * `refund_in_progress`; and whatever of them Stripe then says itself, or else `refused_by_stripe`.
 */
export async function refundPayment(
  asked: AskedRefund & { expectedCredits: RefundEffect },
): Promise<Result<RefundMade, RefundRefusal>> {
  const paid = await findPaidMoney(sql(), asked.paymentIntentId);
  if (!paid) return refuse("payment_not_found");
  if (!(await catchUp(asked.paymentIntentId))) return refuse("stripe_unavailable");
  let shownRestMinor: number | null = null;
  if (!(await isAsked(paid.walletId, asked.requestId))) {
    const preview = await previewRefund(asked);
    if (!preview.ok) return preview;
    if (!isSame(preview.credits, asked.expectedCredits)) return refuse("effect_changed");
    shownRestMinor = preview.refundableMinor;
  }
  const request = await openRefundRequest(paid, asked, shownRestMinor);
  if (!request.ok) return request;
  if (request.refusal) return refuse(request.refusal);
  if (request.stripeRefundId) return findMade(request.stripeRefundId);
  const made = await makeOnce(asked, request);
  if (!made.ok) return concludeTrouble(asked, request, made.trouble);
  const status = (await absorbMade(made.value.id)) ?? made.value.status;
  return { ok: true, refundId: made.value.id, status };
}

/** What has an answer is not asked for again, whatever became of the key and of our mark on the refund. */
async function findMade(refundId: string): Promise<Result<RefundMade, RefundRefusal>> {
  const status = await absorbMade(refundId);
  return status ? { ok: true, refundId, status } : refuse("stripe_unavailable");
}

/**
 * The refund as it is now, for an answer under a key may be an old one. When Stripe cannot say it at this moment, its
 * events will: the money is on its way in any case.
 */
async function absorbMade(refundId: string): Promise<RefundFacts["status"] | null> {
  const reading = await unlessAway(readRefund(refundId));
  if (!reading?.refund) return null;
  await inTransaction((tx) => absorbRefund(tx, reading));
  return reading.refund.status;
}

async function isAsked(walletId: string, requestId: string): Promise<boolean> {
  const [row] =
    await sql()`select 1 from refund_requests where wallet_id = ${walletId} and id = ${requestId}`;
  return row !== undefined;
}

function isSame(one: RefundEffect, other: RefundEffect): boolean {
  return (
    one.total === other.total &&
    one.own === other.own &&
    one.others === other.others &&
    one.owed === other.owed
  );
}

/** The same key for the same request, also while its first call still runs; so Stripe makes one refund of it. */
async function makeOnce(asked: AskedRefund, request: OpenRequest): Promise<StripeAnswer<RefundFacts>> {
  const made = await createRefund({ ...asked, attempt: request.attempt });
  // Stripe keeps an answer of 500 under the key and gives it for a day: look what became of it.
  const isStored = !made.ok && made.trouble.kind === "unavailable" && made.trouble.replayed;
  return isStored ? findElseMake(asked, request) : made;
}

/** Whoever comes here at once goes on to the same next key. */
async function findElseMake(asked: AskedRefund, request: OpenRequest): Promise<StripeAnswer<RefundFacts>> {
  const listed = await listRefundsOfPayment(asked.paymentIntentId);
  if (!listed.ok) return listed;
  const found = listed.value.find(({ requestId }) => requestId === asked.requestId);
  if (found) return { ok: true, value: found };
  const attempt = request.attempt + 1;
  await sql()`
    update refund_requests set attempt = ${attempt}
    where wallet_id = ${request.walletId} and id = ${asked.requestId} and attempt = ${request.attempt}`;
  return createRefund({ ...asked, attempt });
}

const REFUSAL_OF_CODE: Record<string, RefundRefusal> = {
  charge_already_refunded: "payment_not_refundable",
  charge_disputed: "disputed",
  refund_disputed_payment: "disputed",
};

/** Stripe's no is final for this request. Our books did not know what it knows, so they are brought up to date. */
async function concludeTrouble(
  asked: AskedRefund,
  { walletId }: OpenRequest,
  trouble: StripeTrouble,
): Promise<Result<RefundMade, RefundRefusal>> {
  if (trouble.kind === "unavailable") return refuse("stripe_unavailable");
  const named = REFUSAL_OF_CODE[trouble.code ?? ""];
  const over = trouble.kind === "refused" && trouble.param === "amount";
  const refusal = named ?? (over ? "amount_over_rest" : "refused_by_stripe");
  const { code } = trouble;
  const said = trouble.kind === "refused" ? trouble.message : null;
  log.warn(
    { payment: asked.paymentIntentId, request: asked.requestId, code, said },
    "stripe refused a refund",
  );
  await sql()`
    update refund_requests set refusal = ${refusal} where wallet_id = ${walletId} and id = ${asked.requestId}`;
  await catchUp(asked.paymentIntentId);
  return refuse(refusal);
}

/**
 * Brings our books up to what Stripe has of a payment: a refund made there a moment ago, or one of ours whose answer was
 * lost, must not be made once more. False when Stripe does not answer.
 */
async function catchUp(paymentIntentId: string): Promise<boolean> {
  const refunds = await unlessAway(readRefundsOfPayment(paymentIntentId));
  const disputes = await unlessAway(readDisputesOfPayment(paymentIntentId));
  if (!refunds || !disputes) return false;
  await inTransaction(async (tx) => {
    for (const reading of refunds) await absorbRefund(tx, reading);
    for (const reading of disputes) await absorbDispute(tx, reading);
  });
  return true;
}

async function unlessAway<Reading>(reading: Promise<Reading>): Promise<Reading | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StripeNotRead) return null;
    throw error;
  }
}
