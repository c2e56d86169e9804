import type Stripe from "stripe";
import { badParam } from "./errors";
import type { FormTree } from "./form";
import { anything, clearable, either, hash, type Kind, oneOf, type Read } from "./params";

export const addressFields = {
  city: clearable,
  country: clearable,
  line1: clearable,
  line2: clearable,
  postal_code: clearable,
  state: clearable,
};

export const billingFields = {
  address: either(hash(addressFields)),
  email: clearable,
  name: clearable,
  phone: clearable,
  tax_id: clearable,
};

export const shippingFields = {
  address: hash(addressFields),
  carrier: clearable,
  name: clearable,
  phone: clearable,
  tracking_number: clearable,
};

/** Decimals are texts on the wire; the client makes its own kind of number of them. */
export function wireDecimal(value: number): Stripe.Decimal {
  return String(value) as unknown as Stripe.Decimal;
}

/** The given parameters without those that were not sent. */
export function present<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Cards and options whose inner fields the emulator reads one by one and otherwise leaves alone. */
export const opaque = anything;

export const futureUsage = either(oneOf("off_session", "on_session", "none"));

/** The raw metadata hash; `null` (`metadata=`) clears all of it. */
export const metadata: Kind<FormTree | null> = anything;

export function toAddress(given: Read<typeof addressFields> | null | undefined): Stripe.Address {
  return {
    city: given?.city ?? null,
    country: given?.country ?? null,
    line1: given?.line1 ?? null,
    line2: given?.line2 ?? null,
    postal_code: given?.postal_code ?? null,
    state: given?.state ?? null,
  };
}

/** Merges a change into metadata: an empty value removes a key. 50 keys, 40 characters a key, 500 a value. */
export function mergeMetadata(
  old: Stripe.Metadata | null,
  change: FormTree | null | undefined,
): Stripe.Metadata {
  if (change === undefined) return old ?? {};
  if (change === null) return {};
  const next: Stripe.Metadata = { ...old };
  for (const [key, value] of Object.entries(change)) {
    if (typeof value !== "string")
      throw badParam(undefined, `metadata[${key}]`, "Metadata values must be strings.");
    if (value === "") delete next[key];
    else next[checkedKey(key)] = checkedValue(key, value);
  }
  if (Object.keys(next).length > 50) {
    throw badParam(undefined, "metadata", "Metadata can have at most 50 keys.");
  }
  return next;
}

function checkedKey(key: string): string {
  if (key.length <= 40 && !/[[\]]/.test(key)) return key;
  const shown = key.slice(0, 60);
  throw badParam(undefined, `metadata[${shown}]`, `Metadata keys can be at most 40 characters: '${shown}'.`);
}

function checkedValue(key: string, value: string): string {
  if (value.length <= 500) return value;
  throw badParam(
    undefined,
    `metadata[${key}]`,
    `Metadata values must have up to 500 characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value.slice(0, 40)}...`,
  );
}
