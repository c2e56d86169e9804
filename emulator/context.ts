import type Stripe from "stripe";
import type { CliSessions } from "./cli/sessions";
import type { Faults } from "./faults/faults";
import type { Cause } from "./http/endpoint";
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
  billing: BillingSettings;
  /** Seconds after which the Stripe CLI renews its line; 0 lets it choose. */
  cliReconnectSeconds: number;
}

/** What an account chooses about invoices that are not paid. Changed while running by `/_emulator/billing`. */
export interface BillingSettings {
  /** Days between the tries to collect an invoice: one try more than there are numbers. */
  retryDays: number[];
  /** What becomes of a subscription after the last try. */
  afterRetries: "cancel" | "mark_unpaid" | "leave_past_due";
}

export const BILLING: BillingSettings = { retryDays: [3, 5, 7], afterRetries: "cancel" };

/** What billing and banks make of what happens to payments; payments know nothing else of it. */
export interface Watch {
  /** A payment succeeded, failed or waits for its payer. */
  intentMoved(cause: Cause, intent: Stripe.PaymentIntent): void;
  setupSucceeded(cause: Cause, setup: Stripe.SetupIntent): void;
  /** The money of a charge is there. */
  chargePaid(cause: Cause, charge: Stripe.Charge): void;
}

/** What every part of the emulator works with. */
export interface Emulator {
  watch: Watch;
  store: Store;
  settings: Settings;
  faults: Faults;
  /** Who listens with the Stripe CLI. */
  cli: CliSessions;
  /** Called after a commit for each delivery that was written. */
  deliver(deliveryId: string): void;
  /** Called after a commit for each task that was written. */
  schedule(taskId: string): void;
}

let playedTime: number | null = null;

/** The time of day in which objects live: that of a test clock while one is at work, else the real one. */
export function nowSeconds(): number {
  return playedTime ?? realSeconds();
}

export function realSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/**
 * Does `work` at the time of a test clock (`null`: at the real time). Every call is one synchronous transaction, so
 * the time can be in the air instead of in the hand of each function.
 */
export function atTime<T>(seconds: number | null, work: () => T): T {
  const before = playedTime;
  playedTime = seconds;
  try {
    return work();
  } finally {
    playedTime = before;
  }
}

/** The version objects are rendered in, for clients that name none and for events. */
export const API_VERSION = "2026-10-28.endive";
