import { type CardBrand, findBrandRule, maxLength } from "../shared/card-brand";
import { digitsOf, formatCardNumber, reformat } from "../shared/format-card";
import type { Texts } from "../shared/texts";
import { BRAND_ICONS, BRAND_NAMES } from "./brand-icons";
import { h, icon } from "./dom";
import { type Field, textField } from "./field";

const SHOWN_WHEN_EMPTY: CardBrand[] = ["visa", "mastercard", "amex", "unionpay"];

export type NumberField = Field & { control: HTMLInputElement; brand(): CardBrand };

/** The number field: grouped as on the card while typed, its network's mark at the end. */
export function numberField(texts: Texts, value: string): NumberField {
  const field = textField({
    name: "number",
    label: texts.number,
    placeholder: "1234 1234 1234 1234",
    autocomplete: "cc-number",
    inputmode: "numeric",
    value,
  });
  field.adornment.setAttribute("aria-live", "polite");
  field.control.addEventListener("input", () => tidy(field.control));
  field.control.addEventListener("input", () => showBrand(field, texts));
  showBrand(field, texts);
  return { ...field, brand: () => findBrandRule(digitsOf(field.control.value)).brand };
}

function tidy(control: HTMLInputElement): void {
  const caret = control.selectionStart ?? control.value.length;
  const tidied = reformat({ text: control.value, caret }, formatCardNumber);
  if (tidied.text === control.value) return;
  control.value = tidied.text;
  control.setSelectionRange(tidied.caret, tidied.caret);
}

function showBrand(field: Field, texts: Texts): void {
  const digits = digitsOf(field.control.value);
  const { brand } = findBrandRule(digits);
  const shown = brand !== "unknown" ? [brand] : digits ? (["unknown"] as const) : SHOWN_WHEN_EMPTY;
  const key = shown.join(" ");
  if (field.adornment.dataset.shown === key) return;
  field.adornment.dataset.shown = key;
  const label = shown.length > 1 ? texts.brands : BRAND_NAMES[brand];
  field.adornment.replaceChildren(
    h("span", { class: "u-hidden" }, label),
    ...shown.map((name) => icon(BRAND_ICONS[name], `BrandIcon BrandIcon--${name}`)),
  );
}

/** True when the number has as many digits as its brand can have: nothing more can follow. */
export function isFull(text: string): boolean {
  const digits = digitsOf(text);
  return digits.length === maxLength(findBrandRule(digits));
}
