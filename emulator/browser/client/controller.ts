import type { StripeError } from "../shared/messages";
import { connectionError } from "./errors";
import { FrameLink, setStyles } from "./frame-link";

export type ApiAnswer = { ok: true; body: Record<string, unknown> } | { ok: false; error: StripeError };

/**
 * Calls the emulator's API from a hidden frame of the emulator's own origin, as Stripe's controller frame does:
 * the page itself needs no cross-origin right, and a lost connection is an answer, not an exception.
 */
export class Controller {
  private link: FrameLink | null = null;

  constructor(
    private readonly key: string,
    private readonly stripeAccount: string | undefined,
    private readonly locale: () => string,
  ) {}

  get(path: string, params: Record<string, unknown> = {}): Promise<ApiAnswer> {
    return this.request("GET", path, params);
  }

  post(path: string, params: Record<string, unknown> = {}): Promise<ApiAnswer> {
    return this.request("POST", path, params);
  }

  private async request(method: string, path: string, params: Record<string, unknown>): Promise<ApiAnswer> {
    try {
      const full = { key: this.key, _stripe_account: this.stripeAccount, ...params };
      const args = { method, path, params: full, locale: this.locale() };
      return (await this.open().call("request", args)) as ApiAnswer;
    } catch {
      // The frame could not load. Try a new one at the next call: the connection may be back by then.
      this.link?.close();
      this.link = null;
      return { ok: false, error: connectionError(this.locale()) };
    }
  }

  /** The frame is made at the first call, when the page certainly has a body. */
  private open(): FrameLink {
    if (this.link?.iframe.isConnected) return this.link;
    this.link?.close();
    const link = new FrameLink("controller", `__privateStripeController${Date.now() % 100_000}`);
    setStyles(link.iframe, {
      display: "block",
      position: "fixed",
      top: "0",
      left: "0",
      width: "1px",
      height: "1px",
      border: "0",
      visibility: "hidden",
      "pointer-events": "none",
    });
    link.iframe.setAttribute("aria-hidden", "true");
    link.iframe.tabIndex = -1;
    link.attach(document.body);
    this.link = link;
    return link;
  }
}
