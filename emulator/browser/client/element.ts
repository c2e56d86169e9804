import type { StripeError } from "../shared/messages";
import type { ElementsGroup } from "./elements-group";
import { connectionError, IntegrationError } from "./errors";
import { Emitter } from "./events";
import { FrameLink, frameName, setStyles } from "./frame-link";

export type ElementOptions = Record<string, unknown>;
export type SubmitAnswer = { error?: StripeError; selectedPaymentMethod?: string };

/** A field or form of Stripe's inside the page: a frame of the emulator's origin in the page's node. */
export class StripeElementBase extends Emitter {
  protected link: FrameLink | null = null;
  private holder: HTMLElement | null = null;
  private destroyed = false;
  private isReady = false;

  constructor(
    readonly type: string,
    readonly group: ElementsGroup,
    protected options: ElementOptions,
    private readonly title: string,
  ) {
    super();
  }

  mount(target: unknown): void {
    this.refuseDestroyed();
    const node = typeof target === "string" ? document.querySelector(target) : target;
    if (!(node instanceof HTMLElement)) {
      throw new IntegrationError(
        "Invalid DOM element. Make sure to call mount() with a valid DOM element or selector.",
      );
    }
    if (this.holder?.parentElement === node) return;
    if (this.holder) throw new IntegrationError("This Element is already mounted. Use `unmount()` first.");
    node.replaceChildren();
    node.classList.add("StripeElement");
    this.holder = document.createElement("div");
    this.holder.className = "__PrivateStripeElement";
    setStyles(this.holder, HOLDER);
    node.append(this.holder);
    this.open(this.holder);
  }

  unmount(): void {
    this.link?.close();
    this.link = null;
    this.holder?.remove();
    this.holder = null;
    this.isReady = false;
  }

  destroy(): void {
    this.refuseDestroyed();
    this.unmount();
    this.destroyed = true;
    this.group.forget(this);
  }

  /** Passes new options on; what is not yet loaded gets them with its start. */
  update(options: ElementOptions): this {
    this.refuseDestroyed();
    this.options = { ...this.options, ...options };
    this.refresh();
    return this;
  }

  focus(): void {
    this.tell("focus");
  }

  blur(): void {
    this.tell("blur");
  }

  clear(): void {
    this.tell("clear");
  }

  /** Validates, and shows in the form what is missing. */
  async submit(): Promise<SubmitAnswer> {
    return (await this.ask("submit")) as SubmitAnswer;
  }

  /** Sends the group's and the element's present options to the frame. */
  refresh(): void {
    if (this.isReady) void this.link?.call("update", this.setup()).catch(() => {});
  }

  /** A question to the frame; a frame that is gone answers as a lost connection does. */
  async ask(method: string, args: unknown = null): Promise<unknown> {
    this.refuseDestroyed();
    if (!this.link) throw new IntegrationError(`The ${this.type} Element is not mounted.`);
    try {
      return await this.link.call(method, args);
    } catch {
      return { error: connectionError(this.group.locale) };
    }
  }

  get mounted(): boolean {
    return this.link !== null;
  }

  /** What the frame tells; subclasses keep what they need of it. */
  protected heard(name: string, payload: Record<string, unknown>): void {
    this.emit(name, { elementType: this.type, ...payload });
  }

  protected readyPayload(_start: Record<string, unknown>): Record<string, unknown> {
    return { elementType: this.type };
  }

  private open(holder: HTMLElement): void {
    const scheme = this.group.colorScheme();
    const link = new FrameLink(this.type, frameName(), { scheme, locale: this.group.locale });
    link.iframe.title = this.title;
    link.iframe.allow = "payment *";
    link.iframe.setAttribute("role", "presentation");
    setStyles(link.iframe, { ...FRAME, height: "1px", "color-scheme": scheme });
    link.onEvent = (name, payload) => {
      if (name === "height") setStyles(link.iframe, { height: `${Number(payload)}px` });
      else if (name === "enter") holder.closest("form")?.requestSubmit();
      else this.heard(name, (payload ?? {}) as Record<string, unknown>);
    };
    this.link = link;
    link.attach(holder);
    void this.start(link);
  }

  private async start(link: FrameLink): Promise<void> {
    await Promise.resolve();
    this.emit("loaderstart", { elementType: this.type });
    const answer = await link.call("start", this.setup()).catch(() => ({
      error: connectionError(this.group.locale),
    }));
    if (this.link !== link) return;
    const { error, ...start } = (answer ?? {}) as { error?: StripeError };
    if (error) return this.emit("loaderror", { elementType: this.type, error });
    this.isReady = true;
    this.emit("ready", this.readyPayload(start));
  }

  private setup() {
    return this.group.setupFor(this.type, this.options);
  }

  private tell(method: string): void {
    this.refuseDestroyed();
    void this.link?.call(method).catch(() => {});
  }

  private refuseDestroyed(): void {
    if (!this.destroyed) return;
    throw new IntegrationError("This Element has already been destroyed. Please create a new one.");
  }
}

const HOLDER = {
  margin: "0",
  padding: "0",
  border: "none",
  display: "block",
  background: "transparent",
  position: "relative",
  opacity: "1",
  clear: "both",
};

/** The frame is 4 px larger on every side than its content, so that focus rings are not cut off. */
const FRAME = {
  border: "0",
  margin: "-4px",
  padding: "0",
  width: "calc(100% + 8px)",
  "min-width": "100%",
  overflow: "hidden",
  display: "block",
  "user-select": "none",
  background: "transparent",
};
