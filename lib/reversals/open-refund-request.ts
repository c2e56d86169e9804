import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { lockWallet } from "@/lib/ledger/lock-wallet";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { KEY_SAFE_MS } from "@/lib/stripe/key-safe";
import type { RefundReason } from "@/lib/stripe/refunds";
import type { PaidMoney } from "./find-paid-money";
import { readRest } from "./preview-refund";
import type { RefundRefusal } from "./refund-refusals";

export type AskedRefund = {
  /** Made by the page that asks, so that a second press is the same request. A UUID. */
  requestId: string;
  paymentIntentId: string;
  amountMinor: number;
  reason: RefundReason;
  operatorUserId: string;
};

/** A request as it is kept: `stripeRefundId` once Stripe answered, `refusal` when it said no for good. */
export type OpenRequest = {
  walletId: string;
  attempt: number;
  stripeRefundId: string | null;
  refusal: RefundRefusal | null;
  createdAt: Date;
};

const MINUTE_MS = 60_000;
/** Longer than a call to Stripe with its repetitions takes. After it, whoever died does not stand in the way. */
const IN_PROGRESS_MS = 5 * MINUTE_MS;

/**
 * Writes down what an operator asks, and that it was they, before Stripe hears of it. The same request again is found;
 * one with the same id about something else is a fault of the caller. Two operators cannot both be at one payment: who
 * comes while the other waits for Stripe is told so, and who comes right after was shown a rest (`shownRestMinor`, null
 * for a request that is known) that is not there any more.
 */
export function openRefundRequest(
  paid: PaidMoney,
  asked: AskedRefund,
  shownRestMinor: number | null,
): Promise<Result<OpenRequest, "refund_in_progress" | "effect_changed">> {
  const { walletId } = paid;
  return inTransaction(async (tx) => {
    await lockWallet(tx, walletId);
    const at = now();
    const known = await findRequest(tx, walletId, asked);
    if (known && (await isOvertaken(tx, known, asked))) return refuse("effect_changed");
    if (known) return { ok: true, ...known };
    if (await isAnotherUnderWay(tx, walletId, asked.paymentIntentId)) return refuse("refund_in_progress");
    const { refundableMinor } = await readRest(tx, paid);
    if (shownRestMinor !== refundableMinor) return refuse("effect_changed");
    await tx`
      insert into refund_requests (wallet_id, id, stripe_payment_intent_id, amount_minor, reason, operator, created_at)
      values (${walletId}, ${asked.requestId}, ${asked.paymentIntentId}, ${asked.amountMinor}, ${asked.reason},
              ${asked.operatorUserId}, ${at})`;
    return { ok: true, walletId, attempt: 1, stripeRefundId: null, refusal: null, createdAt: at };
  });
}

async function findRequest(tx: Tx, walletId: string, asked: AskedRefund): Promise<OpenRequest | null> {
  const [row] = await tx<(OpenRequest & { paymentIntentId: string; amountMinor: number })[]>`
    select wallet_id as "walletId", attempt, stripe_refund_id as "stripeRefundId", refusal,
           created_at as "createdAt",
           stripe_payment_intent_id as "paymentIntentId", amount_minor as "amountMinor"
    from refund_requests where wallet_id = ${walletId} and id = ${asked.requestId}`;
  if (!row) return null;
  const { paymentIntentId, amountMinor, ...request } = row;
  if (paymentIntentId !== asked.paymentIntentId || amountMinor !== asked.amountMinor)
    throw new Error(`refund_request_reused: ${asked.requestId} was asked for something else`);
  return request;
}

/**
 * Whether the request is too old, so that two presses could be two refunds; or money was asked for again since, here or
 * in Stripe's dashboard, while Stripe has not heard of this request: our books were just brought up to what Stripe has,
 * and it is not there. To make it now, from a page left open, would be a second refund.
 */
async function isOvertaken(tx: Tx, request: OpenRequest, asked: AskedRefund): Promise<boolean> {
  if (request.stripeRefundId !== null || request.refusal !== null) return false;
  if (now().getTime() - request.createdAt.getTime() > KEY_SAFE_MS) return true;
  const [later] = await tx`
    select 1 from refund_requests
    where wallet_id = ${request.walletId} and stripe_payment_intent_id = ${asked.paymentIntentId}
      and id <> ${asked.requestId} and refusal is null and created_at > ${request.createdAt}
    union all
    select 1 from refunds
    where wallet_id = ${request.walletId} and stripe_payment_intent_id = ${asked.paymentIntentId}
      and status not in ('failed', 'canceled') and created_at >= ${request.createdAt}`;
  return later !== undefined;
}

async function isAnotherUnderWay(tx: Tx, walletId: string, paymentIntentId: string): Promise<boolean> {
  const since = new Date(now().getTime() - IN_PROGRESS_MS);
  const [other] = await tx`
    select 1 from refund_requests
    where wallet_id = ${walletId} and stripe_payment_intent_id = ${paymentIntentId}
      and stripe_refund_id is null and refusal is null and created_at > ${since}`;
  return other !== undefined;
}
