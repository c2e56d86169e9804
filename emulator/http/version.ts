import { ApiError } from "./errors";

/** Requests from this date on may not send `payment_method_types`. */
const TYPES_REMOVED = "2026-08-26";

export function checkVersion(version: string | null): void {
  if (version === null || /^\d{4}-\d{2}-\d{2}(\.[a-z]+)?(; ?\w+=v\d+)*$/.test(version)) return;
  throw new ApiError(400, {
    type: "invalid_request_error",
    message: `Invalid Stripe API version: ${version.slice(0, 60)}. You must use one of the versions listed at https://stripe.com/docs/upgrades.`,
  });
}

/** True when the caller names no version or an old one: `payment_method_types` is still accepted then. */
export function hasOlderRules(version: string | null): boolean {
  return version === null || version.slice(0, 10) < TYPES_REMOVED;
}

export function typesNoLongerSupported(): ApiError {
  return new ApiError(400, {
    type: "invalid_request_error",
    code: "payment_method_types_no_longer_supported",
    param: "payment_method_types",
    message:
      "The payment_method_types parameter is no longer supported. Use automatic_payment_methods, allowed_payment_method_types, excluded_payment_method_types or payment_method_configuration instead.",
  });
}
