import type { CallFault, DeliveryFault } from "./set-faults";

/** How events arrive for a while. What is dropped comes by the sweep only. */
export const DELIVERY_FAULTS: readonly DeliveryFault[] = [
  { duplicate: 1 },
  { duplicate: 2, secondId: true },
  { reorder: true, duplicate: 1 },
  { delayMs: 400 },
  { drop: true },
  { drop: true, types: ["payment_intent.succeeded", "invoice.paid", "refund.*", "charge.*"] },
];

const WRITES = [
  { method: "POST", path: "/v1/customers" },
  { method: "POST", path: "/v1/payment_intents" },
  { method: "POST", path: "/v1/payment_intents/*/confirm" },
  { method: "POST", path: "/v1/setup_intents" },
  { method: "POST", path: "/v1/subscriptions" },
  { method: "POST", path: "/v1/subscription_schedules" },
  { method: "POST", path: "/v1/invoices/*/void" },
  { method: "POST", path: "/v1/refunds" },
];
const READS = [
  { method: "GET", path: "/v1/payment_intents" },
  { method: "GET", path: "/v1/charges" },
  { method: "GET", path: "/v1/subscriptions" },
  { method: "GET", path: "/v1/invoices" },
  { method: "GET", path: "/v1/refunds" },
  { method: "GET", path: "/v1/disputes" },
  { method: "GET", path: "/v1/events" },
];

/**
 * What the next calls to Stripe meet. A write that is lost before, in the middle and after its work are three things: the
 * second leaves a failure under its idempotency key for a day, the third a change that nobody was told of.
 */
export const CALL_FAULTS: readonly CallFault[] = [
  ...WRITES.flatMap((call): CallFault[] => [
    { ...call, count: 1, action: "fail", status: 500, when: "during" },
    { ...call, count: 4, action: "fail", status: 503, when: "before" },
    { ...call, count: 2, action: "fail", status: 429, when: "before" },
    { ...call, count: 1, action: "reset", when: "before" },
    { ...call, count: 3, action: "reset", when: "after" },
    { ...call, count: 1, action: "hang", when: "after" },
  ]),
  ...READS.flatMap((call): CallFault[] => [
    { ...call, count: 4, action: "fail", status: 500 },
    { ...call, count: 2, action: "reset" },
  ]),
];
