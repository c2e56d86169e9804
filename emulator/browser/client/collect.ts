import { AddressElement, LinkAuthenticationElement, PaymentElement } from "./element-types";
import type { ElementsGroup } from "./elements-group";
import { IntegrationError } from "./errors";

export type Params = Record<string, unknown>;

/** What the group's other elements know about the payer, in the API's words. None of it is card data. */
export async function collectFromElements(
  group: ElementsGroup,
): Promise<{ billing_details: Params; shipping?: Params }> {
  const billing: Params = {};
  let shipping: Params | undefined;
  for (const element of group.all()) {
    if (!element.mounted) continue;
    if (element instanceof LinkAuthenticationElement) {
      const email = await element.getEmail();
      if (email) billing.email = email;
    }
    if (element instanceof AddressElement) {
      const { value } = await element.getValue();
      const phone = value.phone ? { phone: value.phone } : {};
      const person = { name: value.name || undefined, address: value.address, ...phone };
      if (element.mode === "billing") Object.assign(billing, person);
      else shipping = person;
    }
  }
  return { billing_details: billing, shipping };
}

/** Stripe.js calls it misuse to hide a field of the form and not pass its value (null says: there is none). */
export function requireHiddenFields(payer: unknown, billing: Params, where: string): void {
  if (!(payer instanceof PaymentElement)) return;
  const address = (billing.address ?? {}) as Params;
  for (const field of payer.fieldsLeftToPage()) {
    const line = field.startsWith("address.") ? field.slice("address.".length) : null;
    const value = line === null ? billing[field] : address[line.replace("postalCode", "postal_code")];
    if (value !== undefined) continue;
    throw new IntegrationError(
      `You specified "never" for fields.billingDetails.${field} when creating the payment Element, but did not ` +
        `pass ${where}.billing_details.${field}.`,
    );
  }
}

/** The page's own words win over what elements collected; addresses are merged field by field. */
export function mergeBilling(collected: Params, given: Params | undefined): Params {
  if (!given) return collected;
  const address = { ...(collected.address as Params), ...(given.address as Params) };
  return { ...collected, ...given, ...(Object.keys(address).length > 0 ? { address } : {}) };
}
