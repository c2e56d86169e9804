/** What a change of plan costs at once and brings. */
export type Quote = { walletId: string; dueMinor: number; credits: number };
/** Credits that were reserved. */
export type Held = { walletId: string; credits: number };
export type Purchase = { walletId: string; kind: "pack" | "plan"; credits: number };

/**
 * What the people were told, kept outside of everything that breaks. The invariants cannot notice a commit that was
 * acknowledged and lost whole; who was told of it can.
 */
export class Witness {
  /** By `Idempotency-Key`. A spend that was asked for may be written before its answer got through. */
  readonly asked = new Set<string>();
  readonly spends = new Map<string, { walletId: string; credits: number }>();
  /** Reservations by their id, what was captured of them, and those that were called released. */
  readonly holds = new Map<string, Held>();
  readonly captures = new Map<string, number>();
  readonly released = new Set<string>();
  readonly #holdOfKey = new Map<string, string>();
  /** By order: what its page said is credited. */
  readonly purchases = new Map<string, Purchase>();
  /** Whose wallet a customer pays for that was made at Stripe for somebody. */
  readonly subscribers = new Map<string, string>();
  /** Changes of plan that somebody accepted, and those that were called done. */
  readonly quotes = new Map<string, Quote>();
  readonly changed = new Set<string>();
  /** By request of an operator: which refund it made. */
  readonly refunds = new Map<string, string>();
  /** Answers that contradict each other, or that nobody may give. */
  readonly faults: string[] = [];

  toldSpend(key: string, walletId: string, credits: number): void {
    this.spends.set(key, { walletId, credits });
  }

  /** False when it is known already; asked twice under one key, it must be the same one. */
  toldHold(key: string, { holdId, walletId, credits }: { holdId: string } & Held): boolean {
    const before = this.#holdOfKey.get(key);
    if (before && before !== holdId) this.faults.push(`reservation ${key} is ${before} and ${holdId}`);
    this.#holdOfKey.set(key, holdId);
    this.holds.set(holdId, { walletId, credits });
    return before === undefined;
  }

  toldCapture(holdId: string, credits: number): void {
    const before = this.captures.get(holdId) ?? credits;
    if (before !== credits)
      this.faults.push(`reservation ${holdId} was captured as ${before} and ${credits}`);
    if (this.released.has(holdId)) this.faults.push(`reservation ${holdId} was released and captured`);
    this.captures.set(holdId, credits);
  }

  toldRelease(holdId: string): void {
    if (this.captures.has(holdId)) this.faults.push(`reservation ${holdId} was captured and released`);
    this.released.add(holdId);
  }

  toldRefund(requestId: string, refundId: string): void {
    const before = this.refunds.get(requestId);
    if (before && before !== refundId)
      this.faults.push(`request ${requestId} made ${before} and ${refundId}`);
    this.refunds.set(requestId, refundId);
  }

  toldPurchase(orderId: string, purchase: Purchase): void {
    this.purchases.set(orderId, purchase);
  }
}
