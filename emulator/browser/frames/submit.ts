import type { FrameSetup, StripeError } from "../shared/messages";
import { parseExpiry } from "../shared/validate-card";
import type { CardValues } from "./card-form";
import { request } from "./request";

type Params = Record<string, unknown>;

/** What is paid with: a saved method by its id, or the data of a new one. */
export type Choice = { payment_method: string } | { payment_method_data: Params };

/** The card in the API's words, with the billing fields this form asked for. */
export function cardChoice(values: CardValues, allowRedisplay: string | undefined): Choice {
  const expiry = parseExpiry(values.expiry);
  const address: Params = {
    country: values.country || undefined,
    postal_code: values.postalCode || undefined,
  };
  return {
    payment_method_data: {
      type: "card",
      card: {
        number: values.number,
        exp_month: expiry?.month,
        exp_year: expiry?.year,
        cvc: values.cvc,
      },
      billing_details: { name: values.name || undefined, address },
      allow_redisplay: allowRedisplay,
    },
  };
}

/** Joins the form's data with what the page adds; the page's words win. */
function withPageData(choice: Choice, given: Params | undefined): Params {
  if (!("payment_method_data" in choice)) return { ...choice };
  const own = choice.payment_method_data;
  const ownBilling = (own.billing_details ?? {}) as Params;
  const billing = (given?.billing_details ?? {}) as Params;
  return {
    payment_method_data: {
      ...own,
      ...given,
      billing_details: {
        ...ownBilling,
        ...billing,
        address: { ...(ownBilling.address as Params), ...(billing.address as Params) },
      },
    },
  };
}

/** Which payment the form was shown for: lets the server refuse a token made for another. */
function clientContext({ group }: FrameSetup): Params {
  return {
    mode: group.mode,
    amount: group.amount,
    currency: group.currency,
    setup_future_usage: group.setupFutureUsage,
    capture_method: group.captureMethod,
  };
}

function auth(setup: FrameSetup): Params {
  return { key: setup.key, _stripe_account: setup.stripeAccount };
}

export async function postConfirmationToken(
  setup: FrameSetup,
  choice: Choice,
  params: Params,
): Promise<{ confirmationToken: Params } | { error: StripeError }> {
  const { payment_method_data, ...rest } = params;
  const answer = await request(
    "POST",
    "/v1/confirmation_tokens",
    {
      ...auth(setup),
      setup_future_usage: setup.group.setupFutureUsage,
      ...rest,
      ...withPageData(choice, payment_method_data as Params | undefined),
      client_context: setup.group.mode ? clientContext(setup) : undefined,
    },
    setup.locale,
  );
  return answer.ok ? { confirmationToken: answer.body } : { error: answer.error };
}

export async function postPaymentMethod(
  setup: FrameSetup,
  choice: Choice,
  params: Params,
): Promise<{ paymentMethod: Params } | { error: StripeError }> {
  if ("payment_method" in choice) {
    const message = "A saved payment method is selected; there is nothing to create.";
    return { error: { type: "invalid_request_error", message } };
  }
  const { payment_method_data } = withPageData(choice, params) as { payment_method_data: Params };
  const body = { ...auth(setup), ...payment_method_data };
  const answer = await request("POST", "/v1/payment_methods", body, setup.locale);
  return answer.ok ? { paymentMethod: answer.body } : { error: answer.error };
}

export type ConfirmCall = { path: string; field: string; params: Params };

export async function postConfirm(
  setup: FrameSetup,
  choice: Choice,
  call: ConfirmCall,
): Promise<Record<string, unknown>> {
  const { payment_method_data, ...rest } = call.params;
  const body = {
    ...auth(setup),
    ...rest,
    ...withPageData(choice, payment_method_data as Params | undefined),
  };
  const answer = await request("POST", call.path, body, setup.locale);
  return answer.ok ? { [call.field]: answer.body } : { error: answer.error };
}
