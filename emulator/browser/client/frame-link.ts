import type { CallMessage, FrameMessage } from "../shared/messages";

/** The emulator's own origin; the server writes it in front of the script. */
declare const ENDIVE_ORIGIN: string;

const HELLO_WITHIN_MS = 15_000;

export class FrameUnreachable extends Error {}

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/** One frame of the emulator's origin, and the conversation with it. Nothing but its own window is listened to. */
export class FrameLink {
  readonly iframe = document.createElement("iframe");
  onEvent: (name: string, payload: unknown) => void = () => {};
  private readonly nonce = crypto.getRandomValues(new Uint32Array(4)).join("-");
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private greeted: Promise<void>;
  private onHello: () => void = () => {};
  private onLost: (error: Error) => void = () => {};

  constructor(page: string, name: string, query: Record<string, string> = {}) {
    const search = new URLSearchParams(query).toString();
    const hash = new URLSearchParams({ nonce: this.nonce, parent: window.location.origin }).toString();
    this.iframe.src = `${ENDIVE_ORIGIN}/endive/frames/${page}${search && `?${search}`}#${hash}`;
    this.iframe.name = name;
    this.greeted = new Promise((resolve, reject) => {
      this.onHello = resolve;
      this.onLost = reject;
    });
    // Whoever calls hears of the loss; without a call it is nobody's unhandled rejection.
    this.greeted.catch(() => {});
    window.addEventListener("message", this.receive);
  }

  /** Puts the frame into the page. It must greet within 15 seconds, else every call fails. */
  attach(parent: Element): void {
    parent.append(this.iframe);
    const timer = setTimeout(() => this.lose("the frame did not load"), HELLO_WITHIN_MS);
    const stop = () => clearTimeout(timer);
    this.greeted.then(stop, stop);
  }

  async call(method: string, args: unknown = null): Promise<unknown> {
    await this.greeted;
    return new Promise((resolve, reject) => {
      const id = this.nextId++;
      this.waiting.set(id, { resolve, reject });
      const message: CallMessage = { endive: this.nonce, kind: "call", id, method, args };
      this.iframe.contentWindow?.postMessage(message, ENDIVE_ORIGIN);
    });
  }

  close(): void {
    window.removeEventListener("message", this.receive);
    this.iframe.remove();
    this.lose("the frame was removed");
  }

  private lose(why: string): void {
    const error = new FrameUnreachable(why);
    this.onLost(error);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private receive = (event: MessageEvent): void => {
    if (event.origin !== ENDIVE_ORIGIN || event.source !== this.iframe.contentWindow) return;
    const message = event.data as FrameMessage | null;
    if (!message || message.endive !== this.nonce) return;
    if (message.kind === "hello") this.onHello();
    if (message.kind === "event") this.onEvent(message.name, message.payload);
    if (message.kind === "result") {
      this.waiting.get(message.id)?.resolve(message.value);
      this.waiting.delete(message.id);
    }
  };
}

export function frameName(): string {
  return `__privateStripeFrame${Math.floor(Math.random() * 10_000)}`;
}

/** Sets styles through the object model, which a page's `style-src` does not forbid. */
export function setStyles(node: HTMLElement, styles: Record<string, string>): void {
  for (const [name, value] of Object.entries(styles)) node.style.setProperty(name, value, "important");
}
