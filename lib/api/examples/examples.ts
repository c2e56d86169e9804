/** One call of an operation as people read it: what is sent and what comes back. */
export type Example = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, string | number>;
  /** What names the request for good; an id of the caller's own. */
  idempotencyKey?: string;
  answer: object;
};

const GRANT_ID = "0198f2a4-6c1e-7b02-9d3a-5e8f1c2b7a40";
const HOLD_ID = "0198f2b7-03d4-7e55-8a61-c40b9f7d2e18";
const SPEND_ID = "00000000-0007-85aa-b6c2-19d04e7f8a3b";

const SPEND = {
  id: SPEND_ID,
  credits: 5,
  reference: "avatar 1042",
  draws: [{ grant_id: GRANT_ID, credits: 5 }],
  wallet_version: 7,
  created_at: "2026-03-02T10:15:30.120Z",
};

const HOLD = {
  id: HOLD_ID,
  status: "open",
  credits: 20,
  captured: 0,
  released: 0,
  reference: "video 77",
  expires_at: "2026-03-02T10:31:00.000Z",
  created_at: "2026-03-02T10:16:00.000Z",
  ended_at: null,
};

const WALLET = {
  id: "0198f2a3-91b0-7c4d-8e21-7d60a5b3f9c2",
  available: 475,
  held: 20,
  owed: 0,
  version: 8,
  changes_at: "2026-03-02T10:31:00.000Z",
  updated_at: "2026-03-02T10:16:00.000Z",
  grants: [
    {
      id: GRANT_ID,
      source: "pack",
      credits: 500,
      available: 475,
      held: 20,
      expires_at: "2027-03-02T10:12:08.000Z",
      created_at: "2026-03-02T10:12:08.000Z",
    },
  ],
  has_more_grants: false,
  plan: null,
};

const ENTRY = {
  seq: 7,
  kind: "spend",
  from: "available",
  to: "spent",
  credits: 5,
  reference: "avatar 1042",
  grant_id: GRANT_ID,
  created_at: "2026-03-02T10:15:30.120Z",
};

/** By the operation's id. A test checks every answer against its schema, and runs every call. */
const EXAMPLES: Record<string, Example> = {
  getWallet: { answer: WALLET },
  listEntries: {
    query: { kind: "spend", limit: "1" },
    answer: { data: [ENTRY], next_cursor: "ZW50cmllcy1iZWZvcmU6Nw" },
  },
  createSpend: {
    idempotencyKey: "avatar-1042",
    body: { credits: 5, reference: "avatar 1042" },
    answer: SPEND,
  },
  getSpend: { params: { spend_id: SPEND_ID }, answer: SPEND },
  createHold: {
    idempotencyKey: "video-77",
    body: { credits: 20, reference: "video 77", expires_in_seconds: 900 },
    answer: HOLD,
  },
  getHold: { params: { hold_id: HOLD_ID }, answer: HOLD },
  captureHold: {
    params: { hold_id: HOLD_ID },
    idempotencyKey: "video-77-done",
    body: { credits: 12 },
    answer: { ...HOLD, status: "captured", captured: 12, released: 8, ended_at: "2026-03-02T10:20:41.007Z" },
  },
  releaseHold: {
    params: { hold_id: HOLD_ID },
    idempotencyKey: "video-77-failed",
    answer: { ...HOLD, status: "released", released: 20, ended_at: "2026-03-02T10:20:41.007Z" },
  },
  getSubscription: {
    answer: {
      status: "active",
      plan: "pro",
      interval: "month",
      current_period: { start: "2026-03-02T10:00:00.000Z", end: "2026-04-02T10:00:00.000Z" },
      expires_at: "2026-04-02T10:00:00.000Z",
      cancel_at: null,
      period_allotment: 1000,
      monthly_allotment: 1000,
    },
  },
  getCatalog: {
    answer: {
      packs: [
        {
          id: "starter",
          credits: 100,
          validity_months: 12,
          prices: [
            { currency: "usd", amount: 500 },
            { currency: "jpy", amount: 750 },
          ],
        },
      ],
      plans: [
        {
          id: "pro",
          rollover: "capped",
          trial_days: 7,
          trial_credits: 100,
          prices: [
            { interval: "month", currency: "usd", amount: 2900, credits: 1000 },
            { interval: "year", currency: "usd", amount: 29000, credits: 12000 },
          ],
        },
      ],
    },
  },
};

export function exampleOf(operationId: string): Example {
  const example = EXAMPLES[operationId];
  if (!example) throw new Error(`example_missing: ${operationId} in lib/api/examples`);
  return example;
}
