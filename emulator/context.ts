import type { Faults } from "./faults/faults";
import type { Store } from "./store/store";

export interface Settings {
  /** Where browsers and clients reach this emulator, without a trailing slash. */
  baseUrl: string;
  /** The app's own webhook, which hears every event; `null` when there is none. Several secrets: with commas. */
  webhook: { url: string; secret: string } | null;
  /** Milliseconds until a captured charge gets its balance transaction. */
  settleDelayMs: number;
  /** Milliseconds between the tries to deliver an event. */
  retryDelaysMs: readonly number[];
}

/** What every part of the emulator works with. */
export interface Emulator {
  store: Store;
  settings: Settings;
  faults: Faults;
  /** Called after a commit for each delivery that was written. */
  deliver(deliveryId: string): void;
  /** Called after a commit for each task that was written. */
  schedule(taskId: string): void;
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The version objects are rendered in, for clients that name none and for events. */
export const API_VERSION = "2026-10-28.endive";
