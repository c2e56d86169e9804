import { IntegrationError } from "./errors";

type Handler = (event?: unknown) => unknown;

/** `on`, `once` and `off` as elements have them. Events are emitted later than the call that causes them. */
export class Emitter {
  private handlers = new Map<string, { handler: Handler; once: boolean }[]>();

  on(name: string, handler: Handler): this {
    return this.add(name, handler, false);
  }

  once(name: string, handler: Handler): this {
    return this.add(name, handler, true);
  }

  off(name: string, handler?: Handler): this {
    const kept = handler ? (this.handlers.get(name) ?? []).filter((entry) => entry.handler !== handler) : [];
    this.handlers.set(name, kept);
    return this;
  }

  hears(name: string): boolean {
    return (this.handlers.get(name) ?? []).length > 0;
  }

  emit(name: string, event?: unknown): void {
    for (const entry of [...(this.handlers.get(name) ?? [])]) {
      if (entry.once) this.off(name, entry.handler);
      try {
        entry.handler(event);
      } catch (error) {
        // A handler's mistake belongs to the page's console, not to the payment.
        reportError(error);
      }
    }
  }

  private add(name: string, handler: Handler, once: boolean): this {
    if (typeof handler !== "function") {
      throw new IntegrationError(`The handler for "${name}" must be a function.`);
    }
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), { handler, once }]);
    return this;
  }
}
