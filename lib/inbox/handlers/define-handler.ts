import type Stripe from "stripe";
import type { Tx } from "@/db/client";
import type { AnyHandler, RecordWith } from "../any-handler";
import type { Outcome } from "../outcome";

type EventType = Stripe.Event["type"];
type Content<Type extends EventType> = Extract<Stripe.Event, { type: Type }>;

/**
 * How events of one type are handled. `fetch` may talk to Stripe and runs without a transaction; `apply` runs
 * inside the transaction that records the event, calls one area and says what happened. A handler that throws is
 * tried again.
 *
 * `atOnce` may do the plain case of `apply` in a single statement that also records the event, and answers null,
 * with nothing written, whenever the case is not plain. It is there for speed and changes no outcome.
 */
export type Handler<Type extends EventType, Fetched> = {
  type: Type;
  fetch?: (event: Content<Type>) => Promise<Fetched>;
  apply: (tx: Tx, event: Content<Type>, fetched: Fetched) => Promise<Outcome>;
  atOnce?: (event: Content<Type>, record: RecordWith) => Promise<Outcome | null>;
};

/** Erases a handler's types. Safe because the registry gives it only events of its type and its own fetch. */
export function defineHandler<Type extends EventType, Fetched = undefined>(
  handler: Handler<Type, Fetched>,
): AnyHandler {
  const { type, fetch, apply, atOnce } = handler;
  return {
    type,
    fetch: fetch ? (event) => fetch(event.content as Content<Type>) : null,
    apply: (tx, event, fetched) => apply(tx, event.content as Content<Type>, fetched as Fetched),
    atOnce: atOnce ? (event, record) => atOnce(event.content as Content<Type>, record) : null,
  };
}
