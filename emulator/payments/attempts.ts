import type Stripe from "stripe";
import type { Cause } from "../http/endpoint";
import { newId } from "../store/ids";
import type { Attempt } from "../store/records";

interface Wanted {
  /** `pi_…` or `seti_…`. */
  intent: string;
  method: Stripe.PaymentMethod;
  returnUrl: string | null;
  /** The caller uses Stripe.js, which shows the challenge itself. */
  sdk: boolean;
}

/** Writes that a payer was sent to their bank or wallet for this intent. */
export function recordAttempt(cause: Cause, wanted: Wanted): Attempt {
  const { store } = cause.emulator;
  const kind = wanted.method.type === "card" ? "three_d_secure" : "alipay";
  const id = newId("payatt");
  const attempt: Attempt = {
    id,
    kind,
    intent: wanted.intent,
    paymentMethod: wanted.method.id,
    state: "open",
    returnUrl: wanted.returnUrl,
    redirects: kind === "alipay" || !wanted.sdk,
  };
  store.put("attempt", id, attempt);
  return store.put("attempt", `open ${wanted.intent}`, attempt);
}

/** What the payer has to do next, in the words of `next_action`. */
export function nextAction(cause: Cause, attempt: Attempt): Stripe.PaymentIntent.NextAction {
  const base = cause.emulator.settings.baseUrl;
  if (attempt.kind === "alipay") {
    const url = `${base}/_emulator/alipay/${attempt.intent}`;
    const action = { native_data: null, native_url: null, return_url: attempt.returnUrl, url };
    return { type: "alipay_handle_redirect", alipay_handle_redirect: action };
  }
  if (attempt.redirects) {
    const url = `${base}/_emulator/three-ds?source=${attempt.id}`;
    return { type: "redirect_to_url", redirect_to_url: { return_url: attempt.returnUrl, url } };
  }
  const sdk = {
    type: "stripe_3ds2_fingerprint",
    merchant: "acct_emulator00000000",
    directory_server_name: "visa",
    directory_server_encryption: { directory_server_id: "A000000003", algorithm: "RSA", certificate: "" },
    one_click_authn: null,
    server_transaction_id: crypto.randomUUID(),
    three_d_secure_2_source: attempt.id,
    three_ds_method_url: "",
    three_ds_optimizations: "k",
  };
  return { type: "use_stripe_sdk", use_stripe_sdk: sdk };
}

export interface OpenAttempt {
  attempt: Attempt;
  intent: Stripe.PaymentIntent | Stripe.SetupIntent;
}

/** The open attempt of this id, or of the intent of this id; null when nobody waits any more. */
export function findOpenAttempt(cause: Cause, ref: string): OpenAttempt | null {
  const { store } = cause.emulator;
  const named = store.get("attempt", ref.startsWith("payatt_") ? ref : `open ${ref}`);
  const attempt = named === undefined ? undefined : store.get("attempt", named.id);
  if (attempt === undefined || attempt.state !== "open") return null;
  const intent = store.get("payment_intent", attempt.intent) ?? store.get("setup_intent", attempt.intent);
  return intent?.status === "requires_action" ? { attempt, intent } : null;
}

/** Ends an attempt because the intent went another way: another card, or a cancel. */
export function dropAttempt(cause: Cause, intentId: string): void {
  const open = findOpenAttempt(cause, intentId);
  if (open !== null)
    cause.emulator.store.put("attempt", open.attempt.id, { ...open.attempt, state: "canceled" });
}
