import type { StripeError } from "../shared/messages";
import { textsOf } from "../shared/texts";

/** Misuse of Stripe.js by the integration. Thrown, never returned: the developer must see it. */
export class IntegrationError extends Error {
  override name = "IntegrationError";
}

export function notEmulated(what: string): IntegrationError {
  return new IntegrationError(`${what} is not emulated by this local stand-in for Stripe.js.`);
}

export function connectionError(locale: string): StripeError {
  return { type: "api_connection_error", message: textsOf(locale).connection };
}

/** Refuses a typing mistake or a feature of another version, instead of quietly ignoring it. */
export function refuseUnknown(where: string, given: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || known.includes(name)) continue;
    throw new IntegrationError(`Invalid ${where} parameter: ${name} is not an accepted parameter.`);
  }
}
