/** How a payment stands: a key of `payments.states`, and the colour of its dot. */
export type PaymentState = { words: "credited" | "parked"; tone: "good" | "warn" | "off" | "bad" };

export function stateOf({ parkedReason }: { parkedReason: string | null }): PaymentState {
  return parkedReason === null ? { words: "credited", tone: "good" } : { words: "parked", tone: "warn" };
}
