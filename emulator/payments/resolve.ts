import type Stripe from "stripe";
import type { TestCard } from "../cards/card";
import { findCard } from "../cards/find-card";
import type { Call, Cause } from "../http/endpoint";
import { noSuch, refused } from "../http/errors";
import { newId } from "../store/ids";
import type { CardSecret } from "../store/records";
import { buildMagic, buildMethod, type Instrument, type MethodParams } from "./methods";

/** A written payment method. */
export function saveInstrument(cause: Cause, made: Instrument): Stripe.PaymentMethod {
  const { store } = cause.emulator;
  if (made.secret !== null) store.put("card_secret", made.method.id, made.secret);
  if (made.iban !== undefined) store.put("bank_account", made.method.id, { iban: made.iban });
  return store.put("payment_method", made.method.id, made.method);
}

/** The payment method of this id; a magic id gives a new one. */
export function findMethod(call: Call, id: string, param = "payment_method"): Stripe.PaymentMethod {
  const found = call.emulator.store.get("payment_method", id);
  if (found !== undefined) return found;
  const magic = buildMagic(id);
  if (magic === null) throw noSuch("PaymentMethod", id, param, "body");
  return saveInstrument(call, magic);
}

/** The method that `payment_method` or `payment_method_data` names; undefined when neither is there. */
export function methodFromParams(
  call: Call,
  id: string | undefined,
  data: MethodParams | undefined,
): Stripe.PaymentMethod | undefined {
  if (id !== undefined) return findMethod(call, id);
  if (data === undefined) return undefined;
  return saveInstrument(call, buildMethod(call, data, "payment_method_data"));
}

/** What a card method hides. */
export function cardBehind(
  cause: Cause,
  method: Stripe.PaymentMethod,
): { card: TestCard; secret: CardSecret } {
  const secret = cause.emulator.store.get("card_secret", method.id);
  const card = secret === undefined ? undefined : findCard(secret.card);
  if (secret === undefined || card === undefined) throw new Error(`no card behind ${method.id}`);
  return { card, secret };
}

/** Refuses a method that may not pay for this customer. */
export function checkOwner(cause: Cause, method: Stripe.PaymentMethod, customer: string | null): void {
  const secret = cause.emulator.store.get("card_secret", method.id);
  if (secret?.spent === true) {
    throw refused(
      "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
      { param: "payment_method" },
    );
  }
  if (method.customer === null || method.customer === customer) return;
  if (customer === null) {
    throw refused(
      "The payment method you provided is attached to a customer so for security purposes you must provide the customer in the request.",
      { param: "payment_method" },
    );
  }
  throw refused(
    `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`,
    {
      code: "resource_missing",
      param: "payment_method",
    },
  );
}

/** What a confirmation token brings to a confirm. */
export interface Redeemed {
  method: Stripe.PaymentMethod;
  token: Stripe.ConfirmationToken;
}

/** Uses a confirmation token up: once, in time, and only for what the page had shown. */
export function redeemToken(
  call: Call,
  id: string,
  intent: Stripe.PaymentIntent | Stripe.SetupIntent,
): Redeemed {
  const { store } = call.emulator;
  const token = store.get("confirmation_token", id);
  const note = store.get("token_note", id);
  if (token === undefined || note === undefined)
    throw noSuch("confirmation_token", id, "confirmation_token", "body");
  if (note.used) {
    throw refused(
      `The ConfirmationToken ${id} has already been used. ConfirmationTokens can only be used once.`,
      {
        param: "confirmation_token",
      },
    );
  }
  if (token.expires_at !== null && token.expires_at * 1000 <= Date.now()) {
    throw refused(`The ConfirmationToken ${id} has expired.`, { param: "confirmation_token" });
  }
  if (intent.object === "payment_intent") {
    checkExpected("amount", note.expected.amount, intent.amount);
    checkExpected("currency", note.expected.currency, intent.currency);
  }
  store.put("token_note", id, { ...note, used: true });
  const used = store.put("confirmation_token", id, { ...token, [intent.object]: intent.id });
  if (note.existing) return { method: findMethod(call, note.paymentMethod.id), token: used };
  const method = { ...note.paymentMethod, id: newId("pm") };
  const secret = store.get("card_secret", id) ?? null;
  return { method: saveInstrument(call, { method, secret }), token: used };
}

function checkExpected(name: string, shown: number | string | undefined, actual: number | string): void {
  if (shown === undefined || shown === actual) return;
  throw refused(
    `The ${name} of the PaymentIntent (${actual}) does not match the ${name} provided when creating the ConfirmationToken (${shown}).`,
    { param: "confirmation_token" },
  );
}
