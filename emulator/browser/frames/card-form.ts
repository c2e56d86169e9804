import { findBrandRule } from "../shared/card-brand";
import { digitsOf } from "../shared/format-card";
import { faultText, type Texts, textsOf } from "../shared/texts";
import {
  checkCvc,
  checkExpiry,
  checkNumber,
  checkPostal,
  type FieldFault,
  postalRuleOf,
} from "../shared/validate-card";
import { countryField, cvcField, expiryField, nameField, postalField } from "./card-fields";
import { isFull, numberField } from "./card-number";
import { h } from "./dom";
import type { Field } from "./field";

export type CardValues = {
  number: string;
  expiry: string;
  cvc: string;
  country: string;
  postalCode: string;
  name: string;
};

/** Which of the billing fields the page leaves to this form. */
export type CardFormShape = { locale: string; name: boolean; country: boolean; postalCode: boolean };

type Row = { key: keyof CardValues; field: Field; check: () => FieldFault | null };

/** The card's fields with their live formatting and errors. Values leave it only through `values()`. */
export class CardForm {
  readonly root = h("div", { class: "CardForm" });
  readonly brand: () => string;
  private readonly rows: Row[];
  private readonly texts: Texts;
  private readonly postal: Field;

  constructor(
    private readonly shape: CardFormShape,
    private readonly start: CardValues,
    private readonly onChange: () => void,
  ) {
    this.texts = textsOf(shape.locale);
    const number = numberField(this.texts, start.number);
    this.brand = number.brand;
    const expiry = expiryField(this.texts, start.expiry);
    const cvc = cvcField(this.texts, start.cvc, start.number);
    const name = nameField(this.texts, start.name);
    const country = countryField(this.texts, start.country, shape.locale);
    this.postal = postalField(this.texts, start.postalCode);
    this.rows = [
      ...(shape.name ? [{ key: "name", field: name, check: () => this.checkName() } as const] : []),
      { key: "number", field: number, check: () => checkNumber(this.text("number")) },
      { key: "expiry", field: expiry, check: () => checkExpiry(this.text("expiry"), new Date()) },
      { key: "cvc", field: cvc, check: () => checkCvc(this.text("cvc"), this.text("number")) },
      ...(shape.country ? [{ key: "country", field: country, check: () => null } as const] : []),
      ...(shape.postalCode
        ? [{ key: "postalCode", field: this.postal, check: () => this.checkPostal() } as const]
        : []),
    ];
    for (const row of this.rows) this.wire(row);
    this.root.append(...this.rows.map((row) => row.field.root));
    this.shapePostal();
  }

  values(): CardValues {
    return {
      number: digitsOf(this.text("number")),
      expiry: this.text("expiry"),
      cvc: digitsOf(this.text("cvc")),
      country: this.text("country"),
      postalCode: this.postal.root.hidden ? "" : this.text("postalCode"),
      name: this.text("name"),
    };
  }

  /** As typed, to draw the form anew in another language. */
  drafts(): CardValues {
    const keys = ["number", "expiry", "cvc", "country", "postalCode", "name"] as const;
    return Object.fromEntries(keys.map((key) => [key, this.text(key)])) as CardValues;
  }

  /** The first fault in reading order, if any; shows all of them and moves there when asked to. */
  validate(show: boolean): FieldFault | null {
    const faulty = this.rows.filter((row) => row.check() !== null);
    if (show) {
      for (const row of this.rows) this.showFault(row);
      faulty[0]?.field.control.focus();
    }
    return faulty[0]?.check() ?? null;
  }

  isEmpty(): boolean {
    return ["number", "expiry", "cvc"].every((key) => this.text(key as keyof CardValues) === "");
  }

  clear(): void {
    for (const row of this.rows) {
      if (row.key !== "country") row.field.control.value = "";
      row.field.showError(null);
      row.field.control.dispatchEvent(new Event("input"));
    }
  }

  setDisabled(disabled: boolean): void {
    for (const row of this.rows) row.field.control.disabled = disabled;
  }

  focus(): void {
    this.rows[0]?.field.control.focus();
  }

  private text(key: keyof CardValues): string {
    return this.rows.find((row) => row.key === key)?.field.control.value ?? this.start[key];
  }

  /** While typing an error may go but not come, but for a number that cannot become right; leaving a field tells. */
  private wire(row: Row): void {
    const { control } = row.field;
    control.addEventListener("input", () => {
      const hopeless = row.key === "number" && isFull(control.value);
      const whole = row.key === "expiry" && digitsOf(control.value).length === 4;
      if (hopeless || whole || row.field.hasError()) this.showFault(row, !hopeless && !whole);
      if (row.key === "number") this.numberChanged();
      if (row.key === "country") this.shapePostal();
      this.advance(row);
      this.onChange();
    });
    control.addEventListener("blur", () => {
      if (control.value.trim() !== "") this.showFault(row);
    });
  }

  private showFault(row: Row, onlyClear = false): void {
    const fault = row.check();
    if (fault !== null && onlyClear) return;
    row.field.showError(fault && faultText(fault, this.shape.locale));
  }

  /** A finished number or date takes the person on, as Stripe's form does. */
  private advance(row: Row): void {
    if (row.key !== "number" && row.key !== "expiry") return;
    const { control } = row.field;
    const atEnd = control instanceof HTMLInputElement && control.selectionStart === control.value.length;
    const full = row.key === "number" ? isFull(control.value) : digitsOf(control.value).length === 4;
    if (!atEnd || !full || row.check() !== null || document.activeElement !== control) return;
    this.rows[this.rows.indexOf(row) + 1]?.field.control.focus();
  }

  private numberChanged(): void {
    const cvc = this.rows.find((row) => row.key === "cvc")?.field.control;
    if (cvc instanceof HTMLInputElement) {
      cvc.maxLength = findBrandRule(digitsOf(this.text("number"))).cvcLength;
    }
  }

  private shapePostal(): void {
    const rule = postalRuleOf(this.text("country"));
    this.postal.root.hidden = rule === null;
    if (!rule) return;
    const label = this.postal.root.querySelector("label");
    if (label) label.textContent = rule.kind === "zip" ? this.texts.zip : this.texts.postal;
    this.postal.control.setAttribute("placeholder", rule.example);
    this.postal.showError(null);
  }

  private checkName(): FieldFault | null {
    return this.text("name").trim() ? null : "incomplete_name";
  }

  private checkPostal(): FieldFault | null {
    return checkPostal(this.text("postalCode"), this.text("country"));
  }
}
