import { IntegrationError } from "./errors";

/** A PaymentIntent or SetupIntent as its client secret names it. */
export type IntentRef = {
  noun: "payment_intent" | "setup_intent";
  /** The name of the result's field. */
  field: "paymentIntent" | "setupIntent";
  id: string;
  clientSecret: string;
  path: string;
};

export type Intent = Record<string, unknown> & { id: string; status: string };

export function parseClientSecret(clientSecret: unknown, method: string): IntentRef {
  const match = typeof clientSecret === "string" ? /^((pi|seti)_\w+?)_secret_\w+$/.exec(clientSecret) : null;
  const id = match?.[1];
  if (!match || !id || typeof clientSecret !== "string") {
    throw new IntegrationError(
      `Invalid value for stripe.${method}: clientSecret should be a client secret of the form ` +
        "<id>_secret_<secret>. " +
        `You specified: ${JSON.stringify(clientSecret)}.`,
    );
  }
  return match[2] === "pi"
    ? {
        noun: "payment_intent",
        field: "paymentIntent",
        id,
        clientSecret,
        path: `/v1/payment_intents/${id}`,
      }
    : { noun: "setup_intent", field: "setupIntent", id, clientSecret, path: `/v1/setup_intents/${id}` };
}
