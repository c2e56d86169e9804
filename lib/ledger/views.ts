/** Plain shapes for pages and answers. Credits are whole numbers; times are ISO 8601 texts in UTC. */

export type BalanceView = {
  available: number;
  held: number;
  owed: number;
  version: number;
};

export type GrantView = {
  id: string;
  source: "pack" | "plan" | "payment_without_order" | "adjustment" | "given_back";
  amount: number;
  available: number;
  held: number;
  expiresAt: string | null;
  createdAt: string;
};

export type Bucket = "issued" | "available" | "held" | "spent" | "expired" | "reversed" | "owed";

export type OperationKind =
  | "grant"
  | "spend"
  | "hold"
  | "capture"
  | "release"
  | "expire"
  | "reverse"
  | "adjust";

export type EntryView = {
  seq: number;
  /** The cause: entries with the same key are one operation, and stand next to each other. */
  operationKey: string;
  kind: OperationKind;
  from: Bucket;
  to: Bucket;
  amount: number;
  reference: string | null;
  grantId: string;
  createdAt: string;
};

/** Of an open hold `captured` and `endedAt` are 0 and null; one that expired ended at its `expiresAt`. */
export type HoldView = {
  id: string;
  state: "open" | "captured" | "released" | "expired";
  credits: number;
  captured: number;
  reference: string | null;
  expiresAt: string;
  createdAt: string;
  endedAt: string | null;
};

/** An operation with its entries, first line first. `version` is the wallet's when it was written. */
export type OperationView = {
  key: string;
  kind: OperationKind;
  amount: number;
  reference: string | null;
  version: number;
  createdAt: string;
  entries: { seq: number; grantId: string; from: Bucket; to: Bucket; amount: number }[];
};
