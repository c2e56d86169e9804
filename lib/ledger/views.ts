/** Plain shapes for pages and answers. Credits are whole numbers; times are ISO 8601 texts in UTC. */

export type BalanceView = {
  available: number;
  held: number;
  owed: number;
  version: number;
};

export type GrantView = {
  id: string;
  source: "pack" | "plan" | "payment_without_order" | "adjustment";
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
  kind: OperationKind;
  from: Bucket;
  to: Bucket;
  amount: number;
  reference: string | null;
  grantId: string;
  createdAt: string;
};
