import { findBrandRule } from "../shared/card-brand";
import { listCountries } from "../shared/countries";
import { deleteThroughSeparator, digitsOf, formatExpiry } from "../shared/format-card";
import type { Texts } from "../shared/texts";
import { CVC_ICON } from "./brand-icons";
import { icon } from "./dom";
import { type Field, selectField, textField } from "./field";

export function expiryField(texts: Texts, value: string): Field {
  const field = textField({
    name: "expiry",
    label: texts.expiry,
    placeholder: texts.expiryPlaceholder,
    autocomplete: "cc-exp",
    inputmode: "numeric",
    value,
  });
  let before = value;
  field.control.addEventListener("input", (event) => {
    const deleting = (event as InputEvent).inputType?.startsWith("delete") ?? false;
    const raw = deleting ? deleteThroughSeparator(before, field.control.value) : field.control.value;
    const caretInside = (field.control.selectionStart ?? 0) < field.control.value.length;
    // Deleting in the middle keeps what the person sees until they type again.
    if (!(deleting && caretInside)) field.control.value = formatExpiry(raw, deleting);
    before = field.control.value;
  });
  return field;
}

export function cvcField(texts: Texts, value: string, number: string): Field {
  const field = textField({
    name: "cvc",
    label: texts.cvc,
    placeholder: texts.cvcPlaceholder,
    autocomplete: "cc-csc",
    inputmode: "numeric",
    value,
    maxlength: findBrandRule(digitsOf(number)).cvcLength,
  });
  field.adornment.append(icon(CVC_ICON, "CvcIcon"));
  field.control.addEventListener("input", () => {
    const digits = digitsOf(field.control.value);
    if (digits !== field.control.value) field.control.value = digits;
  });
  return field;
}

export function nameField(texts: Texts, value: string): Field {
  return textField({ name: "name", label: texts.nameOnCard, autocomplete: "cc-name", value });
}

export function countryField(texts: Texts, value: string, locale: string): Field {
  const options = { name: "country", label: texts.country, autocomplete: "billing country", value };
  return selectField(options, listCountries(locale));
}

export function postalField(texts: Texts, value: string): Field {
  return textField({ name: "postalCode", label: texts.zip, autocomplete: "billing postal-code", value });
}
