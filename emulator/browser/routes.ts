import { Hono } from "hono";
import type { BrowserDeps } from "./deps";

/** Everything a browser fetches from the emulator: Stripe.js, its frames and the hosted pages. */
export function browserRoutes(_deps: BrowserDeps): Hono {
  return new Hono();
}
