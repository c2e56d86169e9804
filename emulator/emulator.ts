import type Stripe from "stripe";
import { invoiceIntentMoved } from "./billing/collect";
import { subscriptionSetUp } from "./billing/payment-outcome";
import { billingWork } from "./billing/work";
import { expireTask, sessionIntentMoved } from "./checkout/pay-session";
import { CliSessions } from "./cli/sessions";
import { TaskRunner, type WorkTable } from "./clock/tasks";
import { failClock, stepClock } from "./clock/test-clocks";
import type { Emulator, Settings } from "./context";
import { followUp, resolveTask } from "./disputes/disputes";
import { Deliverer } from "./events/deliver";
import { Faults } from "./faults/faults";
import type { Cause } from "./http/endpoint";
import { finishDebit } from "./payments/debit";
import { failRefund, finishRefund } from "./payments/end-of-refund";
import { settleTask } from "./payments/settle";
import { Store } from "./store/store";

/** A running emulator without its door: state, deliveries and tasks. */
export interface Engine {
  emulator: Emulator;
  resume(): void;
  /** Forgets everything: objects, events, faults, plans. */
  reset(): void;
  close(): void;
}

/** Seconds between tries: quick at first, because a developer waits for it; about Stripe's three days at the end. */
export const RETRY_DELAYS_MS = [1, 5, 30, 120, 600, 3600, 3 * 3600, 12 * 3600, 24 * 3600].map(
  (seconds) => seconds * 1000,
);

/** An invoice or a Checkout session may wait for this payment. */
function intentMoved(cause: Cause, intent: Stripe.PaymentIntent): void {
  invoiceIntentMoved(cause, intent);
  sessionIntentMoved(cause, intent);
}

/** What each task does when its time has come. */
const WORK: WorkTable = {
  settle_charge: settleTask,
  finish_refund: finishRefund,
  fail_refund: failRefund,
  resolve_dispute: resolveTask,
  expire_session: expireTask,
  finish_debit: finishDebit,
  advance_clock: (cause, ref) => stepClock(cause, ref, WORK),
  ...billingWork,
};

/** Opens the store in `folder` (in memory when null) and wires deliveries and tasks to it. */
export function openEngine(folder: string | null, settings: Settings): Engine {
  const store = new Store(folder);
  const emulator: Emulator = {
    store,
    cli: new CliSessions(store),
    settings,
    faults: new Faults(),
    watch: { intentMoved, setupSucceeded: subscriptionSetUp, chargePaid: followUp },
    deliver: (id) => deliverer.schedule(id),
    schedule: (id) => tasks.schedule(id),
  };
  const billing = { ...settings.billing };
  const deliverer = new Deliverer(emulator);
  const tasks = new TaskRunner(emulator, WORK, failClock);
  return {
    emulator,
    resume() {
      emulator.cli.resume();
      deliverer.resume();
      tasks.resume();
    },
    reset() {
      deliverer.clear();
      tasks.clear();
      emulator.cli.clear();
      emulator.faults.clear();
      settings.billing = { ...billing };
      emulator.store.reset();
    },
    close() {
      emulator.cli.close();
      deliverer.close();
      tasks.clear();
      emulator.store.close();
    },
  };
}
