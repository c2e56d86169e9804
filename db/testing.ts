import { afterAll, beforeAll, inject } from "vitest";
import { closeClients } from "./client";

/** A start takes about two seconds, more when the machine builds something else beside. */
const START_TIMEOUT_MS = 60_000;

/** Harmless values for what the app reads from its environment; nothing listens at these addresses. */
const TEST_ENVIRONMENT = {
  STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
  STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
  STRIPE_API_BASE: "http://127.0.0.1:1",
  STRIPE_WEBHOOK_SECRET: "whsec_test0000000000000000",
  AUTH_SECRET: "only-for-tests-0123456789abcdef0123456789",
  APP_URL: "http://localhost:3000",
  LOG_LEVEL: "silent",
};

/** For a test file that brings its own database: what the app reads besides. */
export function useTestEnvironment(): void {
  Object.assign(process.env, TEST_ENVIRONMENT);
}

/**
 * Gives this test file a fresh, migrated PostgreSQL database of its own and points `DATABASE_URL` at it; after
 * the file its clients are closed and the database is gone. Files may run at the same time.
 */
export function useTestDatabase(): void {
  useTestEnvironment();
  const server = inject("databaseServer");

  beforeAll(async () => {
    const response = await fetch(server, { method: "POST" });
    const answer = await response.text();
    if (!response.ok) throw new Error(`no test database: ${answer}`);
    process.env.DATABASE_URL = answer;
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    const name = new URL(process.env.DATABASE_URL ?? "").pathname;
    await closeClients();
    await fetch(server + name, { method: "DELETE" });
  });
}
