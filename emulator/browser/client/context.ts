import { resolveLocale } from "../shared/texts";
import { Controller } from "./controller";
import { IntegrationError, refuseUnknown } from "./errors";

/** What one `Stripe(key, options)` knows, shared by its elements and methods. */
export type Context = {
  key: string;
  stripeAccount: string | undefined;
  locale: string;
  controller: Controller;
};

const OPTIONS = ["stripeAccount", "apiVersion", "locale", "betas", "developerTools", "advancedFraudSignals"];

export function makeContext(key: unknown, options: Record<string, unknown>): Context {
  checkKey(key);
  refuseUnknown("Stripe()", options, OPTIONS);
  const stripeAccount = typeof options.stripeAccount === "string" ? options.stripeAccount : undefined;
  const locale = resolveLocale(options.locale as string | undefined, navigator.language);
  return { key, stripeAccount, locale, controller: new Controller(key, stripeAccount, () => locale) };
}

function checkKey(key: unknown): asserts key is string {
  if (typeof key !== "string" || key === "") {
    throw new IntegrationError("Missing value for Stripe(): apiKey should be a string.");
  }
  if (/^(sk|rk)_/.test(key)) {
    throw new IntegrationError("You should not use your secret key with Stripe.js: pass a publishable key.");
  }
  if (!/^pk_test_\w{4,}$/.test(key)) {
    throw new IntegrationError(
      "The emulator takes test keys only: pass a publishable key such as pk_test_….",
    );
  }
}
