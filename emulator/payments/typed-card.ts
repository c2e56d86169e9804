import type { TestCard } from "../cards/card";
import { findCard, findMagicCard, passesLuhn } from "../cards/find-card";
import type { Call } from "../http/endpoint";
import { ApiError, missing, noSuch } from "../http/errors";
import { opaque } from "../http/fields";
import { integer, type Read, text } from "../http/params";

export const cardFields = {
  number: text,
  exp_month: integer,
  exp_year: integer,
  cvc: text,
  token: text,
  networks: opaque,
};

type Typed = Read<typeof cardFields>;

/** A card as it was typed, with the test card behind its number. */
export interface TypedCard {
  card: TestCard;
  cvcGiven: boolean;
  expMonth: number;
  expYear: number;
}

/** Reads `card[…]`: a token, or from a browser the number itself. */
export function readCard(call: Call, typed: Typed | undefined, at: string): TypedCard {
  const name = (field: string) => (at === "" ? `card[${field}]` : `${at}[card][${field}]`);
  if (!typed) throw missing(at === "" ? "card" : `${at}[card]`);
  if (typed.token !== undefined) return cardOfToken(call, typed.token, name("token"));
  if (typed.number === undefined) throw missing(name("number"));
  if (call.caller.kind === "secret") throw rawNumber();
  return checkTypedCard(typed, name);
}

/** Checks number, expiry and CVC, and finds the test card behind the number. */
export function checkTypedCard(typed: Typed, name: (field: string) => string): TypedCard {
  const number = (typed.number ?? "").replaceAll(/[ -]/g, "");
  if (!passesLuhn(number)) {
    throw badCard("incorrect_number", name("number"), "Your card number is incorrect.");
  }
  const { exp_month: month, exp_year: year, cvc } = typed;
  if (month === undefined || month < 1 || month > 12) {
    throw badCard("invalid_expiry_month", name("exp_month"), "Your card's expiration month is invalid.");
  }
  const fullYear = year !== undefined && year < 100 ? year + 2000 : (year ?? 0);
  const today = new Date();
  const expired = fullYear * 12 + month - 1 < today.getFullYear() * 12 + today.getMonth();
  if (expired || fullYear > today.getFullYear() + 50) {
    throw badCard("invalid_expiry_year", name("exp_year"), "Your card's expiration year is invalid.");
  }
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc)) {
    throw badCard("invalid_cvc", name("cvc"), "Your card's security code is invalid.");
  }
  const card = findCard(number);
  if (card === undefined || card.tokenOnly === true) throw realCard();
  return { card, cvcGiven: cvc !== undefined, expMonth: month, expYear: fullYear };
}

function cardOfToken(call: Call, token: string, param: string): TypedCard {
  const expYear = new Date().getFullYear() + 1;
  const magic = token.startsWith("tok_") ? findMagicCard(token) : undefined;
  if (magic !== undefined) return { card: magic, cvcGiven: true, expMonth: 8, expYear };
  const made = call.emulator.store.get("token", token);
  const secret = call.emulator.store.get("card_secret", token);
  const card = secret === undefined ? undefined : findCard(secret.card);
  if (made === undefined || secret === undefined || card === undefined)
    throw noSuch("token", token, param, "body");
  if (made.used) {
    throw new ApiError(400, {
      type: "invalid_request_error",
      code: "token_already_used",
      message: `You cannot use a Stripe token more than once: ${token}.`,
    });
  }
  call.emulator.store.put("token", token, { ...made, used: true });
  const { exp_month: expMonth, exp_year } = made.card ?? { exp_month: 8, exp_year: expYear };
  return { card, cvcGiven: secret.cvcGiven, expMonth, expYear: exp_year };
}

function badCard(code: string, param: string, message: string): ApiError {
  return new ApiError(
    402,
    { type: "card_error", code, param: param.replace(/^.*\[(\w+)\]$/, "$1"), message },
    { saved: true },
  );
}

function realCard(): ApiError {
  return new ApiError(
    402,
    {
      type: "card_error",
      code: "card_declined",
      decline_code: "test_mode_live_card",
      message:
        "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
    },
    { saved: true },
  );
}

function rawNumber(): ApiError {
  return new ApiError(402, {
    type: "card_error",
    message:
      "Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing. To enable testing raw card data APIs, see https://support.stripe.com/questions/enabling-access-to-raw-card-data-apis.",
  });
}
