/**
 * What the browser side of the emulator asks of its HTTP side. `emulator/app.ts` passes these in, so the pages
 * need to know nothing about how objects are stored.
 */

/** An intent that waits for its payer: a 3D Secure challenge, or a redirect to a wallet such as Alipay. */
export type PendingAction = {
  /** `pi_…` or `seti_…`. */
  intentId: string;
  kind: "three_d_secure" | "alipay";
  /** Minor units; null for a setup intent. */
  amount: number | null;
  currency: string | null;
  merchant: string;
  /** Where the payer goes afterwards when the page is not framed; null when the caller gave none. */
  returnUrl: string | null;
};

/** How an intent stands once its payer acted: what the return address needs. */
export type FinishedAction = {
  intentId: string;
  clientSecret: string;
  redirectStatus: "succeeded" | "failed" | "pending";
  returnUrl: string | null;
};

export type BrowserDeps = {
  /** The open action of an attempt (`payatt_…`) or intent (`pi_…`, `seti_…`); null when there is none (any more). */
  findPendingAction(ref: string): PendingAction | null | Promise<PendingAction | null>;
  /** Carries the payer's answer out, with its charge and events. Null when nothing waits (any more). */
  finishAction(
    ref: string,
    outcome: "complete" | "fail",
  ): FinishedAction | null | Promise<FinishedAction | null>;
};
