import { formatAmount } from "../shared/format-amount";
import { fill, textsOf } from "../shared/texts";
import { StripeElementBase } from "./element";
import { openOverlay } from "./overlay";

const RESOLVE_WITHIN_MS = 1000;

type WalletDetails = { name: string; email: string; phone: string; address: Record<string, string | null> };

/**
 * Wallet buttons. Without wallets (the default here) it is ready with `availablePaymentMethods` undefined, and the
 * page hides the block. `POST /_emulator/wallets` makes it offer buttons whose sheet stands in for the device's.
 */
export class ExpressCheckoutElement extends StripeElementBase {
  protected override readyPayload(start: Record<string, unknown>): Record<string, unknown> {
    const wallets = (start.wallets ?? []) as string[];
    const flags = ["amazonPay", "applePay", "googlePay", "link", "paypal", "klarna"].map((name) => [
      name,
      wallets.includes(name),
    ]);
    return {
      elementType: this.type,
      availablePaymentMethods: wallets.length > 0 ? Object.fromEntries(flags) : undefined,
    };
  }

  protected override heard(name: string, payload: Record<string, unknown>): void {
    if (name === "walletclick") void this.clicked(String(payload.wallet));
    else super.heard(name, payload);
  }

  private async clicked(wallet: string): Promise<void> {
    const expressPaymentType = wallet.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (!(await this.pageAgrees(expressPaymentType))) return;
    const billingDetails = await this.showSheet(wallet);
    if (!billingDetails) return this.emit("cancel", { elementType: this.type });
    this.group.payWithWallet(this);
    this.emit("confirm", {
      elementType: this.type,
      expressPaymentType,
      billingDetails,
      paymentFailed: () => this.group.payWithWallet(null),
    });
  }

  /** The page may look first, but not for longer than a second: the wallets' own rule. */
  private pageAgrees(expressPaymentType: string): Promise<boolean> {
    if (!this.hears("click")) return Promise.resolve(true);
    return new Promise((done) => {
      const tooLate = setTimeout(() => {
        console.warn("The click event of the Express Checkout Element was not resolved within a second.");
        done(false);
      }, RESOLVE_WITHIN_MS);
      const answer = (agreed: boolean) => () => {
        clearTimeout(tooLate);
        done(agreed);
      };
      const event = {
        elementType: this.type,
        expressPaymentType,
        resolve: answer(true),
        reject: answer(false),
      };
      this.emit("click", event);
    });
  }

  private async showSheet(wallet: string): Promise<WalletDetails | null> {
    const { amount, currency, locale } = this.group;
    const texts = textsOf(locale);
    const price = amount && currency ? formatAmount(amount, currency, locale) : "";
    const query = { wallet, locale, pay: fill(texts.pay, { amount: price }).trim() };
    const overlay = openOverlay("wallet", texts.walletTitle, query);
    try {
      return await new Promise<WalletDetails | null>((resolve) => {
        overlay.link.onEvent = (name, payload) => {
          if (name === "paid") resolve(payload as WalletDetails);
          if (name === "left") resolve(null);
        };
        overlay.link.call("show").catch(() => resolve(null));
      });
    } finally {
      overlay.close();
    }
  }
}
