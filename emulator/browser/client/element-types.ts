import { type ElementOptions, StripeElementBase } from "./element";
import type { ElementsGroup } from "./elements-group";
import { IntegrationError, notEmulated, refuseUnknown } from "./errors";
import { ExpressCheckoutElement } from "./express-checkout-element";

/** The card form with its other methods. */
export class PaymentElement extends StripeElementBase {
  /** Whoever goes back to the form means to pay with it, not with a wallet they opened before. */
  protected override heard(name: string, payload: Record<string, unknown>): void {
    if (name === "focus" || name === "change") this.group.payWithWallet(null);
    super.heard(name, payload);
  }

  collapse(): this {
    void this.ask("collapse");
    return this;
  }

  /** The billing fields this form was told not to ask for, so that the page has to pass them itself. */
  fieldsLeftToPage(): string[] {
    const fields = (this.options.fields as { billingDetails?: unknown } | undefined)?.billingDetails;
    const { address, ...rest } = allOrEach(fields, ["name", "email", "phone", "address"]);
    const lines = allOrEach(address, ["country", "postalCode", "state", "city", "line1", "line2"]);
    const hidden = (given: Record<string, unknown>) =>
      Object.keys(given).filter((key) => given[key] === "never");
    return [...hidden(rest), ...hidden(lines).map((line) => `address.${line}`)];
  }
}

/** `fields` options are one word for all parts, or a word for each. */
function allOrEach(given: unknown, parts: string[]): Record<string, unknown> {
  if (typeof given === "object" && given !== null) return { ...given };
  return given === "never" ? Object.fromEntries(parts.map((part) => [part, "never"])) : {};
}

export type AddressValue = {
  complete: boolean;
  isNewAddress: boolean;
  value: { name: string; phone?: string; address: Record<string, string | null> };
};

/** A postal address. It is no secret of the payer's card, so the page may read it. */
export class AddressElement extends StripeElementBase {
  get mode(): string {
    return String(this.options.mode);
  }

  async getValue(): Promise<AddressValue> {
    return (await this.ask("getValue")) as AddressValue;
  }

  protected override heard(name: string, payload: Record<string, unknown>): void {
    super.heard(name, name === "change" ? { elementMode: this.mode, ...payload } : payload);
  }
}

export class LinkAuthenticationElement extends StripeElementBase {
  async getEmail(): Promise<string> {
    return ((await this.ask("getValue")) as { email?: string }).email ?? "";
  }
}

type ElementType = {
  title: string;
  options: string[];
  make: (group: ElementsGroup, options: ElementOptions, title: string) => StripeElementBase;
};

const TYPES: Record<string, ElementType> = {
  payment: {
    title: "Secure payment input frame",
    options:
      "defaultValues business paymentMethodOrder fields readOnly terms wallets walletOptions layout applePay".split(
        " ",
      ),
    make: (group, options, title) => new PaymentElement("payment", group, options, title),
  },
  address: {
    title: "Secure address input frame",
    options:
      "mode allowedCountries autocomplete blockPoBox contacts defaultValues fields validation display".split(
        " ",
      ),
    make: (group, options, title) => new AddressElement("address", group, options, title),
  },
  linkAuthentication: {
    title: "Secure email input frame",
    options: ["defaultValues"],
    make: (group, options, title) =>
      new LinkAuthenticationElement("linkAuthentication", group, options, title),
  },
  expressCheckout: {
    title: "Secure express checkout frame",
    options: (
      "buttonHeight buttonTheme buttonType layout paymentMethods paymentMethodOrder emailRequired " +
      "phoneNumberRequired billingAddressRequired shippingAddressRequired allowedShippingCountries " +
      "shippingRates lineItems business applePay wallets"
    ).split(" "),
    make: (group, options, title) => new ExpressCheckoutElement("expressCheckout", group, options, title),
  },
};

/** Real types of Stripe's that this stand-in does not have. */
const ELSEWHERE = (
  "card cardNumber cardExpiry cardCvc iban auBankAccount contactDetails currencySelector linkSignup " +
  "paymentForm paymentMethodMessaging shippingAddress taxId terms issuingCardNumberDisplay " +
  "issuingCardCvcDisplay issuingCardExpiryDisplay issuingCardPinDisplay issuingCardCopyButton " +
  "issuingAddToWalletButton"
).split(" ");

export function makeElement(type: unknown, group: ElementsGroup, options: ElementOptions): StripeElementBase {
  const known = typeof type === "string" ? TYPES[type] : undefined;
  if (!known) {
    if (ELSEWHERE.includes(String(type))) throw notEmulated(`The Element type "${String(type)}"`);
    throw new IntegrationError(`A valid Element name must be provided. You specified: ${String(type)}.`);
  }
  refuseUnknown(`elements.create('${String(type)}')`, options, known.options);
  checkOptions(String(type), options);
  return known.make(group, options, known.title);
}

function checkOptions(type: string, options: ElementOptions): void {
  if (type === "address" && options.mode !== "billing" && options.mode !== "shipping") {
    throw new IntegrationError("The Address Element needs options.mode: 'billing' or 'shipping'.");
  }
  const layout = type === "payment" ? options.layout : undefined;
  const name = typeof layout === "object" && layout ? (layout as { type?: unknown }).type : layout;
  if (name !== undefined && !["tabs", "accordion", "auto"].includes(String(name))) {
    throw new IntegrationError(
      `Invalid layout: ${String(name)}. It should be 'tabs', 'accordion' or 'auto'.`,
    );
  }
}
