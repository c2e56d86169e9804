import type { FrameSetup, StripeError } from "../shared/messages";
import { faultText, textsOf } from "../shared/texts";
import { applyAppearance } from "./appearance";
import type { CardValues } from "./card-form";
import { h } from "./dom";
import { drawPayment, type PaymentView, startsCollapsed } from "./payment-view";
import { tell } from "./port";
import { loadSession, type Session } from "./session";
import { showFrame } from "./show-frame";
import {
  type Choice,
  type ConfirmCall,
  cardChoice,
  postConfirm,
  postConfirmationToken,
  postPaymentMethod,
} from "./submit";

type Answer = { error: StripeError } | Record<string, unknown>;

/** The Payment Element: holds the card, tells the page only whether it is complete. */
class PaymentFrame {
  private setup: FrameSetup | null = null;
  private session: Session | null = null;
  private view: PaymentView | null = null;
  private selected: string | null = null;
  private lastChange = "";

  start = async (setup: FrameSetup): Promise<Answer> => {
    this.setup = setup;
    showFrame(setup, null);
    const loaded = await loadSession(setup);
    if ("error" in loaded) {
      const { loadFailed } = textsOf(setup.locale);
      showFrame(setup, h("p", { class: "Error", role: "alert" }, loadFailed));
      return loaded;
    }
    this.session = loaded.session;
    this.draw(null);
    if (!startsCollapsed(setup)) this.select(this.view?.values[0] ?? null);
    this.changed();
    return {};
  };

  update = async (setup: FrameSetup): Promise<Answer> => {
    const before = this.setup;
    this.setup = setup;
    const methodsMayDiffer =
      before?.group.currency !== setup.group.currency || before?.group.mode !== setup.group.mode;
    const loaded = methodsMayDiffer ? await loadSession(setup) : null;
    if (loaded && "session" in loaded) this.session = loaded.session;
    if (before && !loaded && sameForm(before, setup)) applyAppearance(setup.appearance);
    else this.draw(this.view?.card.drafts() ?? null);
    this.changed();
    return {};
  };

  submit = async (): Promise<Answer> => {
    const error = this.validate(true);
    return error ? { error } : { selectedPaymentMethod: this.selected === "alipay" ? "alipay" : "card" };
  };

  createConfirmationToken = (params: Record<string, unknown>): Promise<Answer> =>
    this.send((setup, choice) => postConfirmationToken(setup, choice, params));

  createPaymentMethod = (params: Record<string, unknown>): Promise<Answer> =>
    this.send((setup, choice) => postPaymentMethod(setup, choice, params));

  confirm = (call: ConfirmCall): Promise<Answer> =>
    this.send((setup, choice) => postConfirm(setup, choice, call));

  focus = () => this.view?.card.focus();
  blur = () => (document.activeElement as HTMLElement | null)?.blur();

  clear = () => {
    this.view?.card.clear();
    this.changed();
  };

  collapse = () => {
    this.select(null);
    this.changed();
  };

  private async send(post: (setup: FrameSetup, choice: Choice) => Promise<Answer>): Promise<Answer> {
    const error = this.validate(true);
    if (error) return { error };
    const choice = this.choice();
    if (!this.setup || !choice) return { error: this.fault("incomplete_number") };
    this.view?.card.setDisabled(true);
    try {
      return await post(this.setup, choice);
    } finally {
      this.view?.card.setDisabled(this.setup.options.readOnly === true);
    }
  }

  private choice(): Choice | null {
    const view = this.view;
    if (!view || this.selected === null) return null;
    if (this.selected === "alipay") return { payment_method_data: { type: "alipay" } };
    const saved = this.selected === "saved" ? view.saved.selected() : undefined;
    if (saved) return { payment_method: saved.id };
    const offersSaving = this.session?.canSave === true;
    const redisplay = view.save.checked ? "always" : "limited";
    return cardChoice(view.card.values(), offersSaving ? redisplay : undefined);
  }

  private validate(show: boolean): StripeError | null {
    if (this.selected === null) return this.fault("incomplete_number");
    if (this.selected !== "card") return null;
    const fault = this.view?.card.validate(show) ?? null;
    return fault && this.fault(fault);
  }

  private fault(code: Parameters<typeof faultText>[0]): StripeError {
    return { type: "validation_error", code, message: faultText(code, this.setup?.locale ?? "en") };
  }

  private draw(drafts: CardValues | null): void {
    if (!this.setup || !this.session) return;
    this.view = drawPayment(this.setup, this.session, drafts, {
      changed: () => this.changed(),
      selected: (value) => {
        this.select(value);
        this.changed();
      },
    });
    this.view.card.setDisabled(this.setup.options.readOnly === true);
    showFrame(this.setup, this.view.root);
    const kept = this.selected !== null && this.view.values.includes(this.selected);
    this.select(kept ? this.selected : this.selected === null ? null : (this.view.values[0] ?? null));
  }

  private select(value: string | null): void {
    this.selected = value;
    this.view?.chooser.select(value);
  }

  /** Tells the page what it may know, and only when that changed. */
  private changed(): void {
    const view = this.view;
    if (!view) return;
    const saved = this.selected === "saved" ? view.saved.selected() : undefined;
    const { country, postalCode } = view.card.values();
    const payload = {
      empty: this.selected === "card" ? view.card.isEmpty() : this.selected === null,
      complete: this.validate(false) === null,
      collapsed: this.selected === null,
      value: {
        type: this.selected === "alipay" ? "alipay" : "card",
        ...(this.session?.canSave ? { savePaymentMethod: view.save.checked } : {}),
        ...(this.selected === "card" ? { billingDetails: { address: { country, postalCode } } } : {}),
        ...(saved
          ? { payment_method: { id: saved.id, type: "card", billing_details: saved.billing_details } }
          : {}),
      },
    };
    const key = JSON.stringify(payload);
    if (key === this.lastChange) return;
    const first = this.lastChange === "";
    this.lastChange = key;
    // The state a form starts with is not a change.
    if (!first) tell("change", payload);
  }
}

/** Whether an update leaves the fields as they are, so that focus and shown errors need not be lost. */
function sameForm(before: FrameSetup, after: FrameSetup): boolean {
  const shape = ({ locale, options, addressElsewhere, group }: FrameSetup) =>
    JSON.stringify([locale, options, addressElsewhere, group.setupFutureUsage]);
  return shape(before) === shape(after);
}

export function paymentFrame() {
  return new PaymentFrame();
}
