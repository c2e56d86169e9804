import type { StripeError } from "../shared/messages";
import { textsOf } from "../shared/texts";
import type { Context } from "./context";
import { connectionError, IntegrationError } from "./errors";
import type { Intent, IntentRef } from "./intents";
import { parseClientSecret } from "./intents";
import { openOverlay } from "./overlay";

export type IntentResult = { paymentIntent?: Intent; setupIntent?: Intent; error?: StripeError };

/** Resolves never: the browser is leaving for another page. */
const leaving = new Promise<never>(() => {});

/** What `retrievePaymentIntent` and `retrieveSetupIntent` do. */
export async function retrieveIntent(context: Context, ref: IntentRef): Promise<IntentResult> {
  const answer = await context.controller.get(ref.path, { client_secret: ref.clientSecret });
  return answer.ok ? { [ref.field]: answer.body as Intent } : { error: answer.error };
}

/** `stripe.handleNextAction`: lets the payer do what the intent waits for, then says how it stands. */
export async function handleNextAction(context: Context, args: unknown): Promise<IntentResult> {
  const { clientSecret, hashedValue } = (args ?? {}) as Record<string, unknown>;
  if (hashedValue !== undefined) throw new IntegrationError("handleNextAction: hashedValue is not emulated.");
  const ref = parseClientSecret(clientSecret, "handleNextAction");
  const found = await retrieveIntent(context, ref);
  return found.error ? found : carryOn(context, ref, found);
}

/** Runs the next action of an intent just retrieved or confirmed, if it has one. */
export async function carryOn(context: Context, ref: IntentRef, result: IntentResult): Promise<IntentResult> {
  const intent = result[ref.field];
  if (!intent) return result;
  if (intent.status !== "requires_action") return settled(ref, intent);
  const action = (intent.next_action ?? {}) as Record<string, Record<string, unknown> | undefined>;
  const url = action.redirect_to_url?.url ?? action.alipay_handle_redirect?.url;
  if (typeof url === "string") {
    window.location.assign(url);
    return leaving;
  }
  const source = action.use_stripe_sdk?.three_d_secure_2_source;
  // Anything else (a QR code, a bank transfer) is for the page to show; Stripe.js hands the intent back.
  return typeof source === "string" ? authenticate(context, ref, intent, source) : result;
}

/**
 * 3D Secure. The bank may be content without asking (frictionless); else its page is shown. Leaving the challenge
 * counts as failing it, as with Stripe; if even that cannot be told, the intent stays `requires_action`.
 */
async function authenticate(
  context: Context,
  ref: IntentRef,
  intent: Intent,
  source: string,
): Promise<IntentResult> {
  const start = await context.controller.post("/v1/3ds2/authenticate", { source });
  if (!start.ok) return { error: start.error };
  if (start.body.state === "challenge_required") {
    const outcome = await showChallenge(context, source);
    if (outcome === "unreachable") return { error: connectionError(context.locale) };
    if (outcome === "left") {
      const failed = await context.controller.post("/v1/3ds2/authenticate", { source, outcome: "fail" });
      if (!failed.ok && failed.error.type === "api_connection_error") return { error: failed.error };
    }
  }
  const after = await retrieveIntent(context, ref);
  const now = after[ref.field];
  if (!now) return after;
  if (now.status !== "requires_action") return settled(ref, now);
  return { error: { ...authenticationFailure(context, ref), [ref.noun]: intent } };
}

async function showChallenge(context: Context, source: string): Promise<"answered" | "left" | "unreachable"> {
  const texts = textsOf(context.locale);
  const overlay = openOverlay("three-ds-2-challenge", texts.threeDsTitle, { source, locale: context.locale });
  try {
    return await new Promise((resolve) => {
      overlay.link.onEvent = (name) => {
        if (name === "answered" || name === "left") resolve(name);
      };
      overlay.link.call("show").catch(() => resolve("unreachable"));
    });
  } finally {
    overlay.close();
  }
}

/** An intent nobody has to act on: a result, or the error that sent it back to the start. */
function settled(ref: IntentRef, intent: Intent): IntentResult {
  if (intent.status !== "requires_payment_method") return { [ref.field]: intent };
  const last = (intent.last_payment_error ?? intent.last_setup_error) as StripeError | null | undefined;
  return { error: { ...(last ?? nothingToDo(ref, intent)), [ref.noun]: intent } };
}

function nothingToDo(ref: IntentRef, intent: Intent): StripeError {
  return {
    type: "invalid_request_error",
    code: `${ref.noun}_unexpected_state`,
    message: `There is no next action to handle: the status of ${ref.id} is ${intent.status}.`,
  };
}

function authenticationFailure(context: Context, ref: IntentRef): StripeError {
  return {
    type: "invalid_request_error",
    code: `${ref.noun}_authentication_failure`,
    message: textsOf(context.locale).authFailed,
  };
}

/** Goes to the return address with what Stripe appends to it. */
export function goToReturnUrl(returnUrl: string, ref: IntentRef, status: string): Promise<never> {
  const url = new URL(returnUrl);
  url.searchParams.set(ref.noun, ref.id);
  url.searchParams.set(`${ref.noun}_client_secret`, ref.clientSecret);
  url.searchParams.set("redirect_status", status === "processing" ? "pending" : "succeeded");
  window.location.assign(url.href);
  return leaving;
}
