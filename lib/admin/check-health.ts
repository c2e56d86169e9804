import { setTimeout as wait } from "node:timers/promises";
import { sql } from "@/db/client";
import { stripeAnswers } from "@/lib/stripe/ask-stripe";

/** A load balancer that waits longer than this has given up on us. */
const DATABASE_TIMEOUT_MS = 2_000;

/** `stripe` is what the last calls showed; asking on every probe would spend Stripe's rate limit on nothing. */
export type Health = {
  status: "ok" | "degraded" | "unavailable";
  checks: { database: "ok" | "unavailable"; stripe: "ok" | "unavailable" };
  version: string;
};

/** Whether this server can do its work. Without Stripe it still serves balances, so that is only `degraded`. */
export async function checkHealth(version: string): Promise<Health> {
  const database = (await databaseAnswers()) ? "ok" : "unavailable";
  const stripe = stripeAnswers() ? "ok" : "unavailable";
  const status = database !== "ok" ? "unavailable" : stripe === "ok" ? "ok" : "degraded";
  return { status, checks: { database, stripe }, version };
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
