import type { CallMessage, FrameMessage } from "../shared/messages";

type Handler = (args: never) => unknown;
export type Handlers = Record<string, Handler>;

const hash = new URLSearchParams(window.location.hash.slice(1));
const nonce = hash.get("nonce") ?? "";
const pageOrigin = hash.get("parent") ?? "";

/** Answers calls of the page that made this frame, and of nobody else. */
export function serve(handlers: Handlers): void {
  window.addEventListener("message", (event: MessageEvent) => {
    if (event.source !== window.parent || event.origin !== pageOrigin) return;
    const message = event.data as CallMessage | null;
    if (!message || message.endive !== nonce || message.kind !== "call") return;
    void answer(handlers, message);
  });
  post({ endive: nonce, kind: "hello" });
}

/** Tells the page. Nothing of a card may ever be in `payload`. */
export function tell(name: string, payload: unknown = {}): void {
  post({ endive: nonce, kind: "event", name, payload });
}

async function answer(handlers: Handlers, message: CallMessage): Promise<void> {
  const handler = Object.hasOwn(handlers, message.method) ? handlers[message.method] : undefined;
  let value: unknown;
  try {
    if (!handler) throw new Error(`unknown call ${message.method}`);
    value = await handler(message.args as never);
  } catch (error) {
    reportError(error);
    value = { error: { type: "api_error", message: "An unexpected error occurred." } };
  }
  post({ endive: nonce, kind: "result", id: message.id, value: value ?? null });
}

function post(message: FrameMessage): void {
  if (window.parent !== window) window.parent.postMessage(message, pageOrigin);
}
