import type { FrameSetup } from "../shared/messages";
import { resolveLocale } from "../shared/texts";
import { colorSchemeOf } from "./color-scheme";
import type { Context } from "./context";
import type { ElementOptions, StripeElementBase, SubmitAnswer } from "./element";
import { AddressElement, makeElement, PaymentElement } from "./element-types";
import { IntegrationError } from "./errors";
import { Emitter } from "./events";
import { checkGroupOptions, contextOf, type GroupOptions } from "./group-options";

/** What `stripe.elements()` returns: the elements of one payment, which look alike and confirm together. */
export class ElementsGroup {
  private readonly elements: StripeElementBase[] = [];
  private readonly emitter = new Emitter();
  private submitted = false;
  private wallet: StripeElementBase | null = null;

  constructor(
    readonly context: Context,
    private options: GroupOptions,
  ) {
    this.options = checkGroupOptions({ ...options });
  }

  create(type: unknown, options: ElementOptions = {}): StripeElementBase {
    const element = makeElement(type, this, { ...options });
    if (element instanceof PaymentElement && !this.options.clientSecret && !this.options.mode) {
      throw new IntegrationError(
        "A Payment Element needs a clientSecret or a mode in the elements() options.",
      );
    }
    const twin = this.elements.find((other) => other.type === type && modeOf(other) === modeOf(element));
    if (twin) {
      throw new IntegrationError(
        `Can only create one Element of type ${String(type)}. Use \`getElement\` to get the existing one.`,
      );
    }
    this.elements.push(element);
    if (element instanceof AddressElement) this.refresh();
    return element;
  }

  getElement(type: unknown, options: { mode?: string } = {}): StripeElementBase | null {
    const found = this.elements.find(
      (element) =>
        (element.type === type || (typeof type === "function" && nameOfComponent(type) === element.type)) &&
        (!options.mode || modeOf(element) === options.mode),
    );
    return found ?? null;
  }

  /** Changes what may change after the start. Checked as a whole, so that a wrong update changes nothing. */
  async update(changes: Record<string, unknown>): Promise<void> {
    const { clientSecret, fonts, ...allowed } = changes ?? {};
    if (clientSecret !== undefined || fonts !== undefined) {
      throw new IntegrationError("elements.update(): clientSecret and fonts cannot be changed.");
    }
    this.options = checkGroupOptions({ ...this.options, ...allowed });
    this.submitted = false;
    this.refresh();
    queueMicrotask(() => this.emitter.emit("update-end"));
  }

  async fetchUpdates(): Promise<{ error?: { message: string; status?: string } }> {
    this.refresh();
    return {};
  }

  on(name: string, handler: () => void): this {
    this.emitter.on(name, handler);
    return this;
  }

  /** Validates every form of the group; the first error is returned, all of them are shown in place. */
  async submit(): Promise<SubmitAnswer> {
    if (this.wallet) {
      this.submitted = true;
      return { selectedPaymentMethod: "card" };
    }
    const forms = this.elements.filter((element) => element.type !== "expressCheckout" && element.mounted);
    const answers = await Promise.all(forms.map((element) => element.submit()));
    const error = answers.find((answer) => answer.error)?.error;
    if (error) return { error };
    this.submitted = true;
    const selected = answers.find((answer) => answer.selectedPaymentMethod)?.selectedPaymentMethod;
    return { selectedPaymentMethod: selected ?? "card" };
  }

  /** The element that holds what is paid with: the wallet just used, else the Payment Element. */
  payer(method: string): StripeElementBase {
    if (this.wallet) return this.wallet;
    const element = this.elements.find((other) => other instanceof PaymentElement);
    if (!element?.mounted) {
      throw new IntegrationError(
        `stripe.${method}(): the elements object has no mounted Payment Element or Express Checkout Element.`,
      );
    }
    return element;
  }

  payWithWallet(element: StripeElementBase | null): void {
    this.wallet = element;
  }

  /** In deferred mode the form must have been submitted first; Stripe.js calls anything else misuse. */
  requireSubmitted(method: string): void {
    if (this.deferred && !this.submitted) {
      throw new IntegrationError(
        `stripe.${method}(): elements.submit() must be called before stripe.${method}(), and awaited.`,
      );
    }
  }

  forget(element: StripeElementBase): void {
    const at = this.elements.indexOf(element);
    if (at >= 0) this.elements.splice(at, 1);
    if (this.wallet === element) this.wallet = null;
    if (element instanceof AddressElement) this.refresh();
  }

  all(): readonly StripeElementBase[] {
    return this.elements;
  }

  get deferred(): boolean {
    return this.options.clientSecret === undefined;
  }

  get clientSecret(): string | undefined {
    return this.options.clientSecret;
  }

  get amount(): number | undefined {
    return this.options.amount;
  }

  get currency(): string | undefined {
    return this.options.currency;
  }

  get locale(): string {
    return this.options.locale ? resolveLocale(this.options.locale, navigator.language) : this.context.locale;
  }

  colorScheme(): "light" | "dark" {
    return colorSchemeOf(this.options.appearance ?? {});
  }

  setupFor(type: string, options: ElementOptions): FrameSetup {
    const billing = this.elements.some((other) => other.type === "address" && modeOf(other) === "billing");
    return {
      key: this.context.key,
      stripeAccount: this.context.stripeAccount,
      locale: this.locale,
      group: contextOf(this.options),
      appearance: this.options.appearance ?? {},
      fonts: this.options.fonts ?? [],
      options: JSON.parse(JSON.stringify(options)),
      addressElsewhere: type === "payment" && billing,
    };
  }

  private refresh(): void {
    for (const element of this.elements) element.refresh();
  }
}

function modeOf(element: StripeElementBase): string {
  return element instanceof AddressElement ? element.mode : "";
}

/** react-stripe-js components carry the type they stand for, and `getElement` accepts them. */
function nameOfComponent(component: object): unknown {
  return (component as { __elementType?: unknown }).__elementType;
}
