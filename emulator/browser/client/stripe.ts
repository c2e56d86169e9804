import type { Params } from "./collect";
import { confirmIntent } from "./confirm";
import { type Context, makeContext } from "./context";
import { ElementsGroup } from "./elements-group";
import { IntegrationError, notEmulated } from "./errors";
import type { GroupOptions } from "./group-options";
import { parseClientSecret } from "./intents";
import { carryOn, handleNextAction, type IntentResult, retrieveIntent } from "./next-action";
import { createConfirmationToken, createPaymentMethod, refuseRawCard } from "./tokens";

/** Gone from Stripe.js since Dahlia; calling them is a mistake worth hearing about. */
const REMOVED = (
  "initCheckout initEmbeddedCheckout handleCardPayment confirmPaymentIntent handleFpxPayment handleCardSetup " +
  "confirmSetupIntent createSource retrieveSource redirectToCheckout"
).split(" ");

/** Real methods that this stand-in does not have: they reject, and say so. */
const NOT_EMULATED = (
  "createEmbeddedCheckoutPage createRadarSession collectBankAccountForPayment collectBankAccountForSetup " +
  "verifyMicrodepositsForPayment verifyMicrodepositsForSetup verifyIdentity confirmWechatPayPayment " +
  "retrieveOrder processOrder createEphemeralKeyNonce"
).split(" ");

/** `Stripe(key, options)`. An object without `then`, so that a promise can carry it. */
export function createStripe(key: unknown, options: Record<string, unknown> = {}) {
  const context = makeContext(key, options);
  return {
    elements: (given: GroupOptions = {}) => new ElementsGroup(context, given),
    confirmPayment: (args: unknown) => confirmIntent(context, "confirmPayment", args),
    confirmSetup: (args: unknown) => confirmIntent(context, "confirmSetup", args),
    handleNextAction: (args: unknown) => handleNextAction(context, args),
    handleCardAction: (clientSecret: unknown) => handleNextAction(context, { clientSecret }),
    createPaymentMethod: (args: unknown) => createPaymentMethod(context, args),
    createConfirmationToken: (args: unknown) => createConfirmationToken(args),
    retrievePaymentIntent: (secret: unknown) => retrieve(context, "retrievePaymentIntent", secret),
    retrieveSetupIntent: (secret: unknown) => retrieve(context, "retrieveSetupIntent", secret),
    confirmCardPayment: (secret: unknown, data: unknown, more: unknown) =>
      confirmCard(context, "confirmCardPayment", secret, data, more),
    confirmCardSetup: (secret: unknown, data: unknown, more: unknown) =>
      confirmCard(context, "confirmCardSetup", secret, data, more),
    createToken: async (kind: unknown) => {
      throw notEmulated(`createToken(${typeof kind === "string" ? `'${kind}'` : "element"})`);
    },
    registerAppInfo: () => {},
    _registerWrapper: () => {},
    initCheckoutElementsSdk: () => checkoutSdk("initCheckoutElementsSdk"),
    initCheckoutFormSdk: () => checkoutSdk("initCheckoutFormSdk"),
    ...Object.fromEntries(NOT_EMULATED.map((name) => [name, rejecting(name)])),
    ...Object.fromEntries(REMOVED.map((name) => [name, throwing(name)])),
  };
}

async function retrieve(context: Context, method: string, secret: unknown): Promise<IntentResult> {
  const ref = parseClientSecret(secret, method);
  if ((method === "retrieveSetupIntent") !== (ref.noun === "setup_intent")) {
    throw new IntegrationError(`stripe.${method}(): the client secret belongs to a ${ref.noun}.`);
  }
  return retrieveIntent(context, ref);
}

/** The older way, here for saved payment methods only: a card form of its own has no frame in this stand-in. */
async function confirmCard(
  context: Context,
  method: string,
  secret: unknown,
  data: unknown,
  more: unknown,
): Promise<IntentResult> {
  const ref = parseClientSecret(secret, method);
  const params = { ...((data ?? {}) as Params) };
  if (params.payment_method && typeof params.payment_method !== "string") {
    refuseRawCard(params.payment_method as Params);
    throw notEmulated(`${method}() with a card Element`);
  }
  const body = { ...params, client_secret: ref.clientSecret, use_stripe_sdk: true };
  const answer = await context.controller.post(`${ref.path}/confirm`, body);
  if (!answer.ok) return { error: answer.error };
  const result = { [ref.field]: answer.body } as IntentResult;
  return (more as Params | undefined)?.handleActions === false ? result : carryOn(context, ref, result);
}

/** Custom checkout waits for the Checkout Sessions API; until then it says so where its errors are read. */
function checkoutSdk(name: string) {
  const error = { message: notEmulated(name).message, code: null };
  return { loadActions: async () => ({ type: "error", error }), on: () => {}, off: () => {} };
}

function rejecting(name: string) {
  return async () => {
    throw notEmulated(name);
  };
}

function throwing(name: string) {
  return () => {
    throw new IntegrationError(`stripe.${name} was removed from Stripe.js and is not available in endive.`);
  };
}
