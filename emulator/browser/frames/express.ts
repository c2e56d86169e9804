import type { FrameSetup } from "../shared/messages";
import { fill, textsOf } from "../shared/texts";
import { h } from "./dom";
import { tell } from "./port";
import { showFrame } from "./show-frame";
import {
  type Choice,
  type ConfirmCall,
  postConfirm,
  postConfirmationToken,
  postPaymentMethod,
} from "./submit";
import { OWNER } from "./wallet";

const NAMES: Record<string, string> = {
  applePay: "Apple Pay",
  googlePay: "Google Pay",
  link: "Link",
  paypal: "PayPal",
  amazonPay: "Amazon Pay",
  klarna: "Klarna",
};

/** Every test wallet holds the same card. It is Stripe's public test number, and stays in this frame like any other. */
const WALLET_CARD: Choice = {
  payment_method_data: {
    type: "card",
    card: { number: "4242424242424242", exp_month: 12, exp_year: new Date().getFullYear() + 3, cvc: "123" },
    billing_details: OWNER,
  },
};

/** The wallet buttons; which there are is decided by `POST /_emulator/wallets`. */
class ExpressFrame {
  private setup: FrameSetup | null = null;
  private wallets: string[] = [];

  start = async (setup: FrameSetup) => {
    this.setup = setup;
    this.wallets = await this.offered(setup);
    this.draw(setup);
    return { wallets: this.wallets };
  };

  update = async (setup: FrameSetup) => {
    this.setup = setup;
    this.draw(setup);
    return {};
  };

  createConfirmationToken = (params: Record<string, unknown>) =>
    this.send((setup) => postConfirmationToken(setup, WALLET_CARD, params));

  createPaymentMethod = (params: Record<string, unknown>) =>
    this.send((setup) => postPaymentMethod(setup, WALLET_CARD, params));

  confirm = (call: ConfirmCall) => this.send((setup) => postConfirm(setup, WALLET_CARD, call));

  focus = () => document.querySelector("button")?.focus();
  blur = () => (document.activeElement as HTMLElement | null)?.blur();
  clear = () => {};

  private async send(post: (setup: FrameSetup) => Promise<Record<string, unknown>>) {
    if (!this.setup) throw new Error("not started");
    return post(this.setup);
  }

  private async offered(setup: FrameSetup): Promise<string[]> {
    const response = await fetch("/_emulator/wallets").catch(() => null);
    const { wallets = [] } = (response?.ok ? await response.json() : {}) as { wallets?: string[] };
    const wishes = (setup.options.paymentMethods ?? {}) as Record<string, string>;
    return wallets.filter((wallet) => wallet in NAMES && wishes[wallet] !== "never");
  }

  private draw(setup: FrameSetup): void {
    const texts = textsOf(setup.locale);
    const buttons = this.wallets.map((wallet) => {
      const name = NAMES[wallet] ?? wallet;
      const label = fill(texts.payWith, { wallet: name });
      const attributes = {
        type: "button",
        class: "WalletButton",
        "data-wallet": wallet,
        "aria-label": label,
      };
      const button = h("button", attributes, name);
      button.addEventListener("click", () => tell("walletclick", { wallet }));
      return button;
    });
    const height = Number(setup.options.buttonHeight ?? 44);
    const root = h("div", { class: "Wallets" }, ...buttons);
    root.style.setProperty("--buttonHeight", `${Math.min(55, Math.max(40, height))}px`);
    showFrame(setup, root);
  }
}

export function expressFrame() {
  return new ExpressFrame();
}
