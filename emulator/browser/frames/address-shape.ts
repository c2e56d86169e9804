import type { Texts } from "../shared/texts";

export type AddressKey = "line1" | "line2" | "city" | "state" | "postal_code";

export type AddressPart = { key: AddressKey; label: string; required: boolean };

/** Countries whose addresses name a state or province, and those without a postal code. */
const WITH_STATE = "AU BR CA CN ES IN IT JP MX MY US".split(" ");
const WITHOUT_POSTAL =
  "AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GQ GY HK".split(" ");
const PROVINCES = ["CA", "CN", "ES", "IT", "JP"];

/** The lines an address of this country has, in the order its people write them in a form. */
export function addressShape(country: string, texts: Texts): AddressPart[] {
  const state: AddressPart[] = WITH_STATE.includes(country)
    ? [{ key: "state", label: PROVINCES.includes(country) ? texts.province : texts.state, required: true }]
    : [];
  const postalLabel = country === "US" ? texts.zip : texts.postal;
  const postal: AddressPart[] = WITHOUT_POSTAL.includes(country)
    ? []
    : [{ key: "postal_code", label: postalLabel, required: true }];
  const street: AddressPart[] = [
    { key: "line1", label: texts.line1, required: true },
    { key: "line2", label: texts.line2, required: false },
  ];
  const city: AddressPart = { key: "city", label: texts.city, required: true };
  return country === "CN" || country === "JP"
    ? [...postal, ...state, city, ...street]
    : [...street, city, ...state, ...postal];
}
