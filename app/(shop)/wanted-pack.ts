import { type Currency, isCurrency } from "@/lib/catalog/currencies";
import { findPack, type Pack } from "@/lib/catalog/packs";

const TEXT_LENGTH_MAX = 40;

/** What a form or an address asks to buy; `ok` only when we sell that pack in that currency. */
export type WantedPack = { packId: string; currency: string } & (
  | { ok: true; pack: Pack; currency: Currency }
  | { ok: false }
);

export function readWantedPack(read: (name: "pack" | "currency") => unknown): WantedPack {
  const packId = toShortText(read("pack"));
  const currency = toShortText(read("currency"));
  const pack = findPack(packId);
  return pack && isCurrency(currency)
    ? { ok: true, packId, currency, pack }
    : { ok: false, packId, currency };
}

/**
 * Where a purchase goes on after signing in: a page that shows the pack and one button. A POST cannot be resumed
 * by a redirect, and a GET creates nothing.
 */
export function toConfirmPath({ packId, currency }: WantedPack): string {
  return `/checkout/new?${new URLSearchParams({ pack: packId, currency })}`;
}

/** A text from outside, cut to what any of our names could be. */
export function toShortText(value: unknown): string {
  return typeof value === "string" ? value.slice(0, TEXT_LENGTH_MAX) : "";
}
