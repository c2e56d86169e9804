import type { PendingQuery, Row } from "postgres";
import type { Sql, Tx } from "@/db/client";
import type { Outcome } from "./outcome";
import type { StripeEvent } from "./stripe-event";

/** Writes the event with its outcome as a part of another statement, for each row of the CTE that is named. */
export type RecordWith = (query: Sql | Tx, sentence: string, cause: string) => PendingQuery<Row[]>;

/** A handler as the inbox runs it, whatever its type of event. */
export type AnyHandler = {
  type: string;
  fetch: ((event: StripeEvent) => Promise<unknown>) | null;
  apply: (tx: Tx, event: StripeEvent, fetched: unknown) => Promise<Outcome>;
  atOnce: ((event: StripeEvent, record: RecordWith) => Promise<Outcome | null>) | null;
};
