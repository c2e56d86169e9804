export interface DeliveryFault {
  /** How many further times each event is sent. */
  duplicate?: number;
  /** The further sends carry an event id of their own, as Stripe may do for one change. */
  secondId?: boolean;
  reorder?: boolean;
  delayMs?: number;
  drop?: boolean;
  types?: string[];
}

export interface CallFault {
  method?: string;
  path: string;
  count: number;
  action: "fail" | "hang" | "reset";
  /**
   * "before" (default): the call never runs. "during": it began and failed, so its idempotency key remembers the
   * failure, and nothing changed. "after": it is done and only its answer is lost; the key replays the real answer.
   */
  when?: "before" | "during" | "after";
  status?: number;
  code?: string;
}

/** Faults asked for by a test: how events arrive, and which calls of the API go wrong. */
export class Faults {
  deliveries: DeliveryFault | null = null;
  calls: CallFault[] = [];

  clear(): void {
    this.deliveries = null;
    this.calls = [];
  }

  /** The fault for this call, if any, counted down. */
  take(method: string, path: string): CallFault | null {
    const index = this.calls.findIndex(
      (one) => (one.method === undefined || one.method.toUpperCase() === method) && matches(one.path, path),
    );
    const found = this.calls[index];
    if (found === undefined) return null;
    if (found.count > 1) this.calls[index] = { ...found, count: found.count - 1 };
    else this.calls.splice(index, 1);
    return found;
  }

  /** The delivery fault that holds for events of this type. */
  forEvent(type: string): DeliveryFault | null {
    const fault = this.deliveries;
    if (fault === null) return null;
    if (fault.types === undefined || fault.types.some((pattern) => matches(pattern, type))) return fault;
    return null;
  }
}

/** A pattern is a glob when it holds `*`, otherwise a prefix. */
function matches(pattern: string, value: string): boolean {
  if (!pattern.includes("*")) return value.startsWith(pattern);
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(value);
}
