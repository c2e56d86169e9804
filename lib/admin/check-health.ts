import { setTimeout as wait } from "node:timers/promises";
import { sql } from "@/db/client";
import { stripeAnswers } from "@/lib/stripe/ask-stripe";
import { knownDoorFault } from "@/lib/stripe/door";

/** A load balancer that waits longer than this has given up on us. */
const DATABASE_TIMEOUT_MS = 2_000;

/**
 * `stripe` is what the last calls showed; asking on every probe would spend Stripe's rate limit on nothing. `fault` is
 * there only when nothing may pass between this server and Stripe, with the reason.
 */
export type Health = {
  status: "ok" | "degraded" | "unavailable";
  checks: { database: "ok" | "unavailable"; stripe: "ok" | "unavailable" };
  version: string;
  fault?: string;
};

/**
 * Whether this server can do its work. Without Stripe it still serves balances, so that is only `degraded`; with the
 * database of another Stripe account or mode it must serve nobody.
 */
export async function checkHealth(version: string): Promise<Health> {
  const database = (await databaseAnswers()) ? "ok" : "unavailable";
  const fault = knownDoorFault();
  const stripe = stripeAnswers() && !fault ? "ok" : "unavailable";
  const status = database !== "ok" || fault ? "unavailable" : stripe === "ok" ? "ok" : "degraded";
  return { status, checks: { database, stripe }, version, ...(fault ? { fault } : {}) };
}

async function databaseAnswers(): Promise<boolean> {
  const timeout = new AbortController();
  const asked = ask().finally(() => timeout.abort());
  const late = wait(DATABASE_TIMEOUT_MS, false, { signal: timeout.signal, ref: false }).catch(() => false);
  return Promise.race([asked, late]);
}

async function ask(): Promise<boolean> {
  try {
    await sql()`select 1`;
    return true;
  } catch {
    return false;
  }
}
