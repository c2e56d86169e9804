import type Stripe from "stripe";
import type { Emulator } from "../context";
import type { Read, Shape } from "./params";

export interface Caller {
  /** "publishable" is a browser: it may do little, and only with the client secret of the object at hand. */
  kind: "secret" | "publishable";
  key: string;
}

/** Why something changes: the call that asked for it, or nobody (`request` is null) when it happens by itself. */
export interface Cause {
  emulator: Emulator;
  request: { id: string; idempotency_key: string | null } | null;
  /** The invoice whose money is being asked for, as the last event showed it. */
  collecting?: Stripe.Invoice;
}

export interface Call extends Cause {
  caller: Caller;
  /** The path's id, or "" where the path has none. */
  id: string;
  version: string | null;
  /** No version or an old one was named: the account's older rules hold. */
  olderRules: boolean;
}

export interface Endpoint {
  method: "GET" | "POST" | "DELETE";
  path: string;
  /** May a publishable key call it? */
  browser: boolean;
  shape: Shape;
  run(call: Call, params: Read<Shape>): object;
}

interface Definition<S extends Shape> {
  browser?: boolean;
  params?: S;
  run(call: Call, params: Read<S>): object;
}

/** Declares one call of the API: its path, its parameters and what it does inside one transaction. */
export function endpoint<S extends Shape = Record<never, never>>(
  method: Endpoint["method"],
  path: string,
  definition: Definition<S>,
): Endpoint {
  return {
    method,
    path,
    browser: definition.browser ?? false,
    shape: definition.params ?? {},
    run: (call, params) => definition.run(call, params as Read<S>),
  };
}
