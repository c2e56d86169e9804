import type { StripeError } from "../shared/messages";
import { collectFromElements, mergeBilling, type Params, requireHiddenFields } from "./collect";
import type { Context } from "./context";
import type { ElementsGroup } from "./elements-group";
import { IntegrationError, refuseUnknown } from "./errors";
import { type Intent, type IntentRef, parseClientSecret } from "./intents";
import { carryOn, goToReturnUrl, type IntentResult, retrieveIntent } from "./next-action";
import { refuseRawCard, requireElements } from "./tokens";

type ConfirmArgs = {
  elements?: unknown;
  clientSecret?: string;
  confirmParams?: Params;
  redirect?: string;
};

const CONFIRM_PARAMS = (
  "return_url payment_method payment_method_data payment_method_options confirmation_token shipping receipt_email " +
  "setup_future_usage save_payment_method mandate mandate_data expand use_stripe_sdk radar_options"
).split(" ");

/** `stripe.confirmPayment` and `stripe.confirmSetup`. */
export async function confirmIntent(
  context: Context,
  method: "confirmPayment" | "confirmSetup",
  args: unknown,
): Promise<IntentResult> {
  const given = (args ?? {}) as ConfirmArgs;
  refuseUnknown(`${method}()`, given, ["elements", "clientSecret", "confirmParams", "redirect"]);
  const params = given.confirmParams ?? {};
  refuseUnknown(`${method}() confirmParams`, params, CONFIRM_PARAMS);
  const group = given.elements === undefined ? null : requireElements(given.elements, method);
  const ref = parseClientSecret(group?.clientSecret ?? given.clientSecret, method);
  refuseWrongIntent(method, ref);
  const returnUrl = checkReturnUrl(method, given, params);
  group?.requireSubmitted(method);
  const mismatch = group?.deferred ? await findMismatch(context, group, ref) : null;
  if (mismatch) return { error: mismatch };
  const confirmed = await confirm(context, group, method, ref, params);
  const result = confirmed.error ? confirmed : await carryOn(context, ref, confirmed);
  const intent = result[ref.field];
  if (!intent || given.redirect === "if_required" || !returnUrl) return result;
  return goToReturnUrl(returnUrl, ref, intent.status);
}

function refuseWrongIntent(method: string, ref: IntentRef): void {
  if ((method === "confirmSetup") !== (ref.noun === "setup_intent")) {
    throw new IntegrationError(`stripe.${method}(): the client secret belongs to a ${ref.noun}.`);
  }
}

function checkReturnUrl(method: string, given: ConfirmArgs, params: Params): string | null {
  const url = params.return_url;
  if (typeof url === "string" && /^https?:\/\//.test(url)) return url;
  if (url !== undefined) {
    throw new IntegrationError(`stripe.${method}(): return_url must be an absolute URL with its scheme.`);
  }
  if (given.redirect === "if_required") return null;
  throw new IntegrationError(
    `stripe.${method}(): confirmParams.return_url is required, unless redirect is 'if_required'.`,
  );
}

/** In deferred mode what the form showed and what the server wants to charge must be the same. */
async function findMismatch(
  context: Context,
  group: ElementsGroup,
  ref: IntentRef,
): Promise<StripeError | null> {
  if (ref.noun === "setup_intent") return null;
  const found = await retrieveIntent(context, ref);
  const intent = found.paymentIntent;
  if (!intent) return found.error ?? null;
  for (const name of ["amount", "currency"] as const) {
    if (group[name] === intent[name]) continue;
    return {
      type: "invalid_request_error",
      message:
        `The provided ${name} (${String(group[name])}) does not match the expected ${name} ` +
        `(${String(intent[name])}). Try confirming with an ${name} that matches the Payment Intent.`,
    };
  }
  return null;
}

async function confirm(
  context: Context,
  group: ElementsGroup | null,
  method: string,
  ref: IntentRef,
  params: Params,
): Promise<IntentResult> {
  const body = { ...params, client_secret: ref.clientSecret, use_stripe_sdk: true };
  if (!group) {
    refuseRawCard((params.payment_method_data ?? {}) as Params);
    const answer = await context.controller.post(`${ref.path}/confirm`, body);
    return answer.ok ? { [ref.field]: answer.body as Intent } : { error: answer.error };
  }
  const collected = await collectFromElements(group);
  const data = (params.payment_method_data ?? {}) as Params;
  const billing_details = mergeBilling(collected.billing_details, data.billing_details as Params | undefined);
  const payer = group.payer(method);
  requireHiddenFields(payer, billing_details, "confirmParams.payment_method_data");
  const answer = await payer.ask("confirm", {
    path: `${ref.path}/confirm`,
    field: ref.field,
    params: {
      ...body,
      shipping: params.shipping ?? collected.shipping,
      payment_method_data: { ...data, billing_details },
    },
  });
  group.payWithWallet(null);
  return answer as IntentResult;
}
