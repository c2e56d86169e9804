import { sql } from "@/db/client";
import { ensureCustomer } from "@/lib/customers/ensure-customer";
import {
  confirmSetupIntent,
  createSetupIntent,
  retrieveSetupIntent,
  type SetupIntentFacts,
} from "@/lib/stripe/setup-intents";
import type { StripeAnswer, StripeTrouble } from "@/lib/stripe/trouble";
import { beginForNothing } from "./begin-for-nothing";
import { cancelLostOrder } from "./cancel-lost-order";
import { findTokenFault, readConfirmationToken } from "./check-confirmation-token";
import type { ClaimedOrder } from "./claim-order";
import { findTroubleRefusal, refused, refusedBy } from "./conclude-attempt";
import { mirrorAttempt } from "./conclude-plan-attempt";
import { countAttempt, isConfirmable } from "./count-attempt";
import type { PlanOrder } from "./order-row";
import type { Entered, Held } from "./pay-plan-order";
import { pinTerms } from "./pin-terms";
import { rememberMethod } from "./remember-method";
import { hasCardHadTrial } from "./trial-marks";
import type { PayOrderAnswer } from "./views";

/**
 * For an order with nothing due now: the card is set up, with 3D Secure where the bank asks, and only then the
 * subscription begins with it. Stripe would begin a trial first and ask for the card later; then whoever closed the
 * window had a trial without a card.
 */
export async function setUpCard(
  held: Held,
  order: PlanOrder & ClaimedOrder,
  { confirmationTokenId, returnUrl }: Entered,
): Promise<PayOrderAnswer> {
  const intent = await ensureSetupIntent(order);
  if (!intent.ok) return concludeTrouble(order, intent.trouble);
  if (!isConfirmable(intent.value)) return concludeSetup(order, intent.value);
  const read = await readConfirmationToken(confirmationTokenId);
  if (!read.ok) return refused(read.refusal);
  const fault = findTokenFault(read.token, intent.value);
  if (fault === "repeated") return concludeSetup(order, intent.value);
  if (fault) return refused(fault);
  const { card } = read.token;
  if (
    order.trialDays > 0 &&
    card?.fingerprint &&
    (await hasCardHadTrial(sql(), order.walletId, card.fingerprint))
  )
    return withdrawTrial(order);
  const attempt = await countAttempt(order);
  if (!attempt.ok) return refused(attempt.refusal);
  held.order = attempt.order;
  await rememberMethod(order, read.token);
  const { id: setupIntentId } = intent.value;
  const confirmed = await confirmSetupIntent({
    setupIntentId,
    orderId: order.id,
    confirmationTokenId,
    returnUrl,
  });
  return confirmed.ok ? concludeSetup(order, confirmed.value) : concludeTrouble(order, confirmed.trouble);
}

/** The order's one SetupIntent as Stripe has it now. Its id is on the order before anything is confirmed. */
async function ensureSetupIntent(order: PlanOrder): Promise<StripeAnswer<SetupIntentFacts>> {
  if (order.stripeSetupIntentId) return retrieveSetupIntent(order.stripeSetupIntentId);
  const customer = await ensureCustomer(order.walletId);
  if (!customer.ok) return customer;
  const intent = await createOne(order, customer.value);
  if (intent.ok)
    await sql()`
      update orders set stripe_setup_intent_id = ${intent.value.id}
      where wallet_id = ${order.walletId} and id = ${order.id}`;
  return intent;
}

/** A second one by the other key does no harm: the first was never confirmed, and charges nothing anyway. */
async function createOne({ id, walletId, revision }: PlanOrder, customerId: string) {
  const request = { orderId: id, walletId, revision, customerId };
  const created = await createSetupIntent(request);
  if (created.ok) return created;
  const { trouble } = created;
  if (trouble.kind === "unavailable" && trouble.replayed) return createSetupIntent(request, true);
  if (trouble.kind !== "refused" || trouble.param !== "customer") return created;
  const customer = await ensureCustomer(walletId, customerId);
  return customer.ok ? createSetupIntent({ ...request, customerId: customer.value }, true) : customer;
}

/** Goes on from what Stripe says of the card, and says it to the browser. The caller holds the order. */
export async function concludeSetup(order: PlanOrder, facts: SetupIntentFacts): Promise<PayOrderAnswer> {
  const { status, failure, clientSecret } = facts;
  await mirrorAttempt(order, { status, failure, blocked: false });
  switch (status) {
    case "succeeded":
      return beginForNothing(order, facts);
    case "processing":
      return { outcome: "processing" };
    case "requires_action":
      if (!clientSecret) throw new Error(`client_secret_missing: card check ${facts.id}`);
      return { outcome: "requires_action", clientSecret, intent: "setup" };
    case "canceled":
      // By hand, or by us who then died before the new terms were pinned. The next try makes another one.
      await pinTerms(order, {});
      return refused("stripe_unavailable");
    default:
      return refusedBy(failure, false);
  }
}

async function concludeTrouble(order: PlanOrder, trouble: StripeTrouble): Promise<PayOrderAnswer> {
  if (trouble.kind === "declined") {
    const { code, declineCode } = trouble;
    await mirrorAttempt(order, {
      status: "requires_payment_method",
      failure: { code, declineCode },
      blocked: false,
    });
    return refusedBy({ code, declineCode }, false);
  }
  if (trouble.kind === "refused" && trouble.code === "resource_missing" && order.stripeSetupIntentId)
    return cancelLostOrder(order);
  return findTroubleRefusal(order, trouble) ?? refused("stripe_unavailable");
}

/** This card had a trial: the order says the full price from now on, and the person decides. */
async function withdrawTrial(order: PlanOrder): Promise<PayOrderAnswer> {
  await pinTerms(order, { trialDays: 0 });
  return refused("trial_already_used");
}
