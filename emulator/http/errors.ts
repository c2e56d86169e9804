import type Stripe from "stripe";

export interface ErrorFields {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  network_advice_code?: string;
  network_decline_code?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  payment_method_type?: string;
  setup_intent?: Stripe.SetupIntent;
}

/**
 * An answer that is Stripe's error envelope. `saved`: the endpoint had begun to run, so the answer is kept under
 * the idempotency key. `keepsChanges`: what was written before stays (a declined charge exists; a refused call does not).
 */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly fields: ErrorFields,
    readonly options: { saved?: boolean; keepsChanges?: boolean; headers?: Record<string, string> } = {},
  ) {
    super(fields.message);
  }
}

/** A parameter that cannot be accepted: nothing ran, nothing is remembered. */
export function badParam(code: string | undefined, param: string, message: string): ApiError {
  return new ApiError(400, {
    type: "invalid_request_error",
    message,
    param,
    ...(code === undefined ? {} : { code }),
  });
}

/** A call whose parameters were fine but which the state of things forbids. */
export function refused(message: string, extra: Partial<ErrorFields> = {}): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message, ...extra }, { saved: true });
}

export function unknownParam(param: string): ApiError {
  return badParam("parameter_unknown", param, `Received unknown parameter: ${param}`);
}

export function missing(param: string): ApiError {
  return badParam("parameter_missing", param, `Missing required param: ${param}.`);
}

/** `where` is "path" for the object a call is about (404) and the parameter's name for one it mentions (400). */
export function noSuch(object: string, id: string, param: string, where: "path" | "body"): ApiError {
  const status = where === "path" ? 404 : 400;
  return new ApiError(status, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${object}: '${id}'`,
    param,
  });
}

/** Stripe's words for a URL it does not know. */
export function unknownUrl(method: string, path: string): ApiError {
  return new ApiError(404, {
    type: "invalid_request_error",
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
}

/** A part of Stripe that this emulator does not have: said plainly, never a made-up success. */
export function notEmulated(method: string, path: string): ApiError {
  return new ApiError(404, {
    type: "invalid_request_error",
    code: "not_emulated",
    message: `The Topup emulator does not emulate ${method} ${path}. Use a Stripe test key to work with this part of the API.`,
  });
}

export function errorBody(error: ApiError, requestId: string): { error: Record<string, unknown> } {
  const { code } = error.fields;
  return {
    error: {
      ...(code === undefined
        ? {}
        : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
      ...error.fields,
      request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}?t=${Math.floor(Date.now() / 1000)}`,
    },
  };
}
