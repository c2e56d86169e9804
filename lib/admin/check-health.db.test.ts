import { afterEach, expect, it } from "vitest";
import { closeClients } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { forgetEnv } from "@/lib/platform/env";
import { askStripe, closeBreaker } from "@/lib/stripe/ask-stripe";
import { stripe, useStripeLimits } from "@/lib/stripe/client";
import { findDoorFault, guardDoor } from "@/lib/stripe/door";
import { checkHealth } from "./check-health";

useTestDatabase();
afterEach(() => closeBreaker());

it("all is well while the database answers", async () => {
  expect(await checkHealth("1.2.3")).toEqual({
    status: "ok",
    checks: { database: "ok", stripe: "ok" },
    version: "1.2.3",
  });
});

it("without Stripe we are degraded, not down", async () => {
  forgetEnv();
  useStripeLimits({ timeoutMs: 500, retries: 0 });
  for (let call = 0; call < 5; call++) await askStripe("test", () => stripe().balance.retrieve());
  expect(await checkHealth("1")).toMatchObject({ status: "degraded", checks: { stripe: "unavailable" } });
});

it("with a database of another Stripe account or mode we serve nobody, and say why", async () => {
  guardDoor(async () => ({ open: false, fault: "database_of_other_mode" }));
  await findDoorFault();
  const fault = "database_of_other_mode";
  expect(await checkHealth("1")).toMatchObject({ status: "unavailable", fault });
  guardDoor(null);
  expect(await checkHealth("1")).toMatchObject({ status: "ok" });
});

it("without the database we are down, and say so at once", async () => {
  const url = process.env.DATABASE_URL;
  await closeClients();
  process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/none";
  expect(await checkHealth("1")).toMatchObject({
    status: "unavailable",
    checks: { database: "unavailable", stripe: "ok" },
  });
  await closeClients();
  process.env.DATABASE_URL = url;
});
