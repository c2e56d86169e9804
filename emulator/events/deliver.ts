import type { Emulator } from "../context";
import { newId } from "../store/ids";
import type { Delivery, EventRecord } from "../store/records";
import { APP_WEBHOOK } from "./emit";
import { renderEvent } from "./render-event";
import { type Sent, send } from "./send";

interface Target {
  url: string;
  secrets: string[];
  apiVersion: string | null;
}

const JITTER_MS = 25;

/** Sends what was written to be delivered, and tries again what was not answered with 2xx. */
export class Deliverer {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #held: string[] = [];
  #closed = false;

  constructor(readonly emulator: Emulator) {}

  /** Takes up every delivery that is not finished, as after a restart. */
  resume(): void {
    for (const delivery of this.emulator.store.newest("delivery")) {
      if (delivery.state === "pending") this.schedule(delivery.id);
    }
  }

  /** Plans the next attempt of a delivery, under the faults that hold now. */
  schedule(id: string): void {
    const delivery = this.emulator.store.get("delivery", id);
    if (delivery === undefined || delivery.nextAt === null || this.#closed) return;
    const event = this.emulator.store.get("event", delivery.event);
    if (event === undefined) return;
    const fault = delivery.tries.length === 0 ? this.emulator.faults.forEvent(event.type) : null;
    if (fault?.drop === true) {
      this.#finish(delivery, { status: null, body: "dropped by a fault" }, true);
      return;
    }
    const wait = Math.max(0, delivery.nextAt - Date.now()) + (fault?.delayMs ?? 0);
    if (fault?.reorder === true) this.#holdBack(id, wait);
    else this.#plan(id, wait + Math.random() * JITTER_MS);
  }

  close(): void {
    this.#closed = true;
    this.clear();
  }

  /** Forgets every planned attempt, as when the store is emptied. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#held.length = 0;
  }

  #plan(id: string, wait: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => {
        this.#timers.delete(id);
        void this.#attempt(id);
      }, wait),
    );
  }

  /** Collects what comes within 150 ms and sends it newest first, each when the one before was answered. */
  #holdBack(id: string, wait: number): void {
    this.#held.push(id);
    if (this.#held.length > 1) return;
    const release = async () => {
      for (const held of this.#held.splice(0).reverse()) if (!this.#closed) await this.#attempt(held);
    };
    this.#timers.set(`hold ${id}`, setTimeout(release, wait + 150));
  }

  async #attempt(id: string): Promise<void> {
    const { store, faults } = this.emulator;
    const delivery = store.get("delivery", id);
    const event = delivery === undefined ? undefined : store.get("event", delivery.event);
    if (delivery === undefined || event === undefined || delivery.state !== "pending") return;
    const target = this.#target(delivery.endpoint);
    if (target === null) {
      this.#finish(delivery, { status: null, body: "the endpoint is gone" }, true);
      return;
    }
    const fault = delivery.tries.length === 0 ? faults.forEvent(event.type) : null;
    const sent = await this.#post(event, target);
    for (let extra = 0; extra < (fault?.duplicate ?? 0); extra += 1) {
      await this.#post(fault?.secondId === true ? { ...event, id: newId("evt") } : event, target);
    }
    if (!this.#closed && store.get("delivery", id) !== undefined) this.#finish(delivery, sent, false);
  }

  #post(event: EventRecord, target: Target): Promise<Sent> {
    const view = renderEvent(this.emulator.store, event, target.apiVersion);
    return send(target.url, JSON.stringify(view, null, 2), target.secrets);
  }

  #target(endpoint: string): Target | null {
    const { settings, store } = this.emulator;
    if (endpoint === APP_WEBHOOK) {
      const { webhook } = settings;
      return webhook === null
        ? null
        : { url: webhook.url, secrets: webhook.secret.split(","), apiVersion: null };
    }
    const found = store.get("webhook_endpoint", endpoint);
    if (found === undefined || found.status !== "enabled") return null;
    return { url: found.url, secrets: [found.secret ?? ""], apiVersion: found.api_version };
  }

  #finish(delivery: Delivery, sent: Sent, final: boolean): void {
    const { store, settings } = this.emulator;
    const tries = [...delivery.tries, { at: Date.now(), ...sent }];
    const ok = sent.status !== null && sent.status >= 200 && sent.status < 300;
    const delay = final || ok ? undefined : settings.retryDelaysMs[delivery.tries.length];
    const state = ok ? "succeeded" : delay === undefined ? "failed" : "pending";
    const nextAt = delay === undefined ? null : Date.now() + delay;
    store.transaction(() => store.put("delivery", delivery.id, { ...delivery, tries, state, nextAt }));
    if (nextAt !== null) this.#plan(delivery.id, delay ?? 0);
  }
}
