import { guessCountry, listCountries } from "../shared/countries";
import type { FrameSetup } from "../shared/messages";
import { faultText, type Texts, textsOf } from "../shared/texts";
import { type AddressKey, addressShape } from "./address-shape";
import { h } from "./dom";
import { type Field, selectField, textField } from "./field";
import { tell } from "./port";
import { showFrame } from "./show-frame";

type Drafts = Record<AddressKey | "name" | "firstName" | "lastName" | "phone" | "country", string>;
type Row = { key: keyof Drafts; field: Field; required: boolean };
type Options = {
  mode?: string;
  allowedCountries?: string[] | null;
  defaultValues?: { name?: string; firstName?: string; lastName?: string; phone?: string; address?: object };
  fields?: { phone?: string; name?: string };
  validation?: { phone?: { required?: string } };
  display?: { name?: string };
};

/** The Address Element. Its country decides which lines there are. */
class AddressFrame {
  private rows: Row[] = [];
  private drafts: Partial<Drafts> = {};
  private setup: FrameSetup | null = null;

  start = async (setup: FrameSetup) => {
    const { address, ...person } = (setup.options as Options).defaultValues ?? {};
    this.drafts = { country: guessCountry(navigator.languages), ...person, ...address };
    this.draw(setup);
    return {};
  };

  update = async (setup: FrameSetup) => {
    this.draw(setup);
    return {};
  };

  submit = async () => {
    const faulty = this.rows.filter((row) => this.isMissing(row));
    const texts = this.texts();
    for (const row of this.rows) row.field.showError(faulty.includes(row) ? texts.required : null);
    faulty[0]?.field.control.focus();
    if (!faulty[0]) return {};
    const code = faulty[0].key === "name" ? "incomplete_name" : "incomplete_address";
    const message = faultText(code, this.setup?.locale ?? "en");
    return { error: { type: "validation_error", code, message } };
  };

  getValue = async () => this.value();
  focus = () => this.rows[0]?.field.control.focus();
  blur = () => (document.activeElement as HTMLElement | null)?.blur();
  clear = () => {
    this.drafts = { country: this.drafts.country };
    if (this.setup) this.draw(this.setup);
    this.changed();
  };

  private draw(setup: FrameSetup): void {
    this.setup = setup;
    this.rows = this.makeRows(setup);
    for (const row of this.rows) this.wire(row);
    showFrame(setup, h("div", { class: "AddressForm" }, ...this.rows.map((row) => row.field.root)));
  }

  private makeRows(setup: FrameSetup): Row[] {
    const options = setup.options as Options;
    const texts = this.texts();
    const group = options.mode === "shipping" ? "shipping" : "billing";
    const text = (key: keyof Drafts, label: string, required = true): Row => ({
      key,
      required,
      field: textField({
        name: NAMES[key] ?? key,
        label: required ? label : `${label} (${texts.optional})`,
        autocomplete: `${group} ${AUTOCOMPLETE[key] ?? key}`,
        value: this.drafts[key] ?? "",
        required,
      }),
    });
    const countries = listCountries(setup.locale, options.allowedCountries);
    if (!countries.some(({ code }) => code === this.drafts.country)) this.drafts.country = countries[0]?.code;
    const country = this.drafts.country ?? "US";
    const select = {
      name: "country",
      label: texts.country,
      autocomplete: `${group} country`,
      value: country,
    };
    const phoneNeeded = options.validation?.phone?.required === "always";
    return [
      ...nameRows(options, texts).map(([key, label]) => text(key, label)),
      { key: "country", required: true, field: selectField(select, countries) },
      ...addressShape(country, texts).map((part) => text(part.key, part.label, part.required)),
      ...(options.fields?.phone === "always" ? [text("phone", texts.phone, phoneNeeded)] : []),
    ];
  }

  private wire(row: Row): void {
    const { control } = row.field;
    control.addEventListener("input", () => {
      this.drafts[row.key] = control.value;
      if (!this.isMissing(row)) row.field.showError(null);
      if (row.key === "country" && this.setup) {
        this.draw(this.setup);
        this.rows.find((other) => other.key === "country")?.field.control.focus();
      }
      this.changed();
    });
  }

  private isMissing(row: Row): boolean {
    return row.required && row.field.control.value.trim() === "";
  }

  private texts(): Texts {
    return textsOf(this.setup?.locale ?? "en");
  }

  private value() {
    const shown = (key: keyof Drafts) =>
      this.rows.some((row) => row.key === key) ? (this.drafts[key] ?? "").trim() : "";
    const split = this.rows.some((row) => row.key === "firstName");
    const [firstName, lastName] = [shown("firstName"), shown("lastName")];
    const address = {
      line1: shown("line1"),
      line2: shown("line2") || null,
      city: shown("city"),
      state: shown("state"),
      postal_code: shown("postal_code"),
      country: shown("country"),
    };
    const name = split ? `${firstName} ${lastName}`.trim() : shown("name");
    const phone = this.rows.some((row) => row.key === "phone") ? { phone: shown("phone") } : {};
    return {
      complete: this.rows.every((row) => !this.isMissing(row)),
      isNewAddress: true,
      value: { name, ...(split ? { firstName, lastName } : {}), address, ...phone },
    };
  }

  private changed(): void {
    const value = this.value();
    const empty = this.rows.every((row) => row.key === "country" || row.field.control.value === "");
    tell("change", { empty, ...value });
  }
}

/** Stripe's names of the inputs, and the browser's of what to fill in. */
const NAMES: Partial<Record<keyof Drafts, string>> = {
  line1: "addressLine1",
  line2: "addressLine2",
  city: "locality",
  state: "administrativeArea",
  postal_code: "postalCode",
};
const AUTOCOMPLETE: Partial<Record<keyof Drafts, string>> = {
  firstName: "given-name",
  lastName: "family-name",
  line1: "address-line1",
  line2: "address-line2",
  city: "address-level2",
  state: "address-level1",
  postal_code: "postal-code",
  phone: "tel",
};

function nameRows(options: Options, texts: Texts): ["name" | "firstName" | "lastName", string][] {
  if (options.fields?.name === "never") return [];
  if (options.display?.name === "split") {
    return [
      ["firstName", texts.firstName],
      ["lastName", texts.lastName],
    ];
  }
  return [["name", options.display?.name === "organization" ? texts.organization : texts.name]];
}

export function addressFrame() {
  return new AddressFrame();
}
