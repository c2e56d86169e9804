import type { Appearance, FontSource, GroupContext } from "../shared/messages";
import { IntegrationError, refuseUnknown } from "./errors";

export type GroupOptions = GroupContext & {
  appearance?: Appearance;
  fonts?: FontSource[];
  locale?: string;
  [more: string]: unknown;
};

const COMMON = (
  "fonts locale appearance loader customerOptions customerSessionClientSecret customPaymentMethods " +
  "syncAddressCheckbox paymentMethodCreation"
).split(" ");

const DEFERRED = (
  "mode amount currency setupFutureUsage setup_future_usage captureMethod capture_method onBehalfOf on_behalf_of " +
  "excludedPaymentMethodTypes allowedPaymentMethodTypes paymentMethodConfiguration payment_method_configuration " +
  "paymentMethodOptions payment_method_options externalPaymentMethodTypes adaptivePricing"
).split(" ");

/** Checks `elements()` options as Stripe.js does: a mistake is thrown at once, with the parameter named. */
export function checkGroupOptions(options: Record<string, unknown>): GroupOptions {
  if (options.paymentMethodTypes !== undefined || options.payment_method_types !== undefined) {
    throw new IntegrationError(
      "elements(): paymentMethodTypes is no longer supported. Use allowedPaymentMethodTypes, " +
        "excludedPaymentMethodTypes or a payment method configuration instead.",
    );
  }
  refuseUnknown("elements()", options, [...COMMON, ...DEFERRED, "clientSecret"]);
  if (options.clientSecret !== undefined) checkClientSecretMode(options);
  else checkDeferredMode(options);
  return options;
}

function checkClientSecretMode(options: Record<string, unknown>): void {
  if (typeof options.clientSecret !== "string" || !/^(pi|seti)_\w+_secret_\w+$/.test(options.clientSecret)) {
    throw new IntegrationError(
      "Invalid value for elements(): clientSecret should be a client secret of the form " +
        "<id>_secret_<secret>.",
    );
  }
  if (options.mode !== undefined) {
    throw new IntegrationError("elements(): pass either clientSecret or mode, not both.");
  }
}

function checkDeferredMode(options: Record<string, unknown>): void {
  const { mode, amount, currency } = options;
  if (mode === undefined && amount === undefined) return;
  if (mode !== "payment" && mode !== "subscription" && mode !== "setup") {
    throw new IntegrationError(
      "Invalid value for elements(): mode should be payment, subscription or setup.",
    );
  }
  if (typeof currency !== "string" || !/^[a-z]{3}$/.test(currency)) {
    const needed = mode !== "setup" || currency !== undefined;
    if (needed) {
      throw new IntegrationError(
        `Invalid value for elements(): currency should be a lowercase three-letter code. You specified: ${String(currency)}.`,
      );
    }
  }
  if (mode === "setup") {
    if (amount !== undefined) throw new IntegrationError("elements(): amount is not accepted in setup mode.");
    return;
  }
  const least = mode === "payment" ? 1 : 0;
  if (typeof amount !== "number" || !Number.isInteger(amount) || amount < least) {
    throw new IntegrationError(
      `Invalid value for elements(): amount should be ${least ? "an integer greater than 0" : "a whole number"}. ` +
        `You specified: ${String(amount)}.`,
    );
  }
}

const CONTEXT = (
  "clientSecret mode amount currency setupFutureUsage captureMethod onBehalfOf paymentMethodOptions " +
  "paymentMethodConfiguration allowedPaymentMethodTypes excludedPaymentMethodTypes customerSessionClientSecret"
).split(" ");

/** What a frame needs of the options; both spellings Stripe.js accepts become one. */
export function contextOf(options: GroupOptions): GroupContext {
  const camel: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    camel[name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
  return Object.fromEntries(CONTEXT.map((name) => [name, camel[name]])) as GroupContext;
}
