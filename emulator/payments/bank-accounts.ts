import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { badParam } from "../http/errors";

/** What becomes of a debit of an account, and when. */
export interface Debited {
  pays: boolean;
  /** Stripe takes three minutes for these, so that a developer can look at `processing`. */
  slow: boolean;
}

const FAILS: Debited = { pays: false, slow: false };

/** Stripe's test accounts that do not simply pay. */
const ACCOUNTS: Record<string, Debited> = {
  AT321904300235473204: { pays: true, slow: true },
  AT861904300235473202: FAILS,
  AT051904300235473205: { pays: false, slow: true },
  IT60X0542811101000000123456: FAILS,
};

export function debitOf(iban: string): Debited {
  return ACCOUNTS[iban] ?? { pays: true, slow: false };
}

/** An account number without spaces; its check digits are not looked at. */
export function readIban(given: string | undefined, at: string): string {
  const iban = (given ?? "").replaceAll(/\s/g, "").toUpperCase();
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return iban;
  throw badParam("invalid_bank_account_iban", at, "The IBAN you provided is invalid.");
}

/** What a payment method tells of its account. */
export function accountView(iban: string): Stripe.PaymentMethod.SepaDebit {
  return {
    bank_code: iban.slice(4, 9),
    branch_code: null,
    country: iban.slice(0, 2),
    fingerprint: createHash("sha256").update(`account ${iban}`).digest("hex").slice(0, 16),
    generated_from: { charge: null, setup_attempt: null },
    last4: iban.slice(-4),
  };
}
