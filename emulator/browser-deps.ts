import type { BrowserDeps, FinishedAction, PendingAction } from "./browser/deps";
import type { Emulator } from "./context";
import { findOpenAttempt } from "./payments/attempts";
import { finishAttempt } from "./payments/finish-attempt";

/** What the browser pages ask of the API's side. */
export function browserDeps(emulator: Emulator): BrowserDeps {
  const cause = { emulator, request: null };
  return {
    findPendingAction(ref): PendingAction | null {
      const open = findOpenAttempt(cause, ref);
      if (open === null) return null;
      const { attempt, intent } = open;
      return {
        intentId: intent.id,
        kind: attempt.kind,
        amount: intent.object === "payment_intent" ? intent.amount : null,
        currency: intent.object === "payment_intent" ? intent.currency : null,
        merchant: "Topup",
        returnUrl: attempt.returnUrl,
      };
    },
    finishAction(ref, outcome): FinishedAction | null {
      const open = findOpenAttempt(cause, ref);
      if (open === null) return null;
      const after = emulator.store.transaction(() => finishAttempt(cause, ref, outcome));
      if (after === null) return null;
      const paid = after.status === "succeeded" || after.status === "requires_capture";
      return {
        intentId: after.id,
        clientSecret: after.client_secret ?? "",
        redirectStatus: paid ? "succeeded" : "failed",
        returnUrl: open.attempt.returnUrl,
      };
    },
  };
}
