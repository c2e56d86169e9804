import { expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { openWallet } from "@/lib/ledger/open-wallet";
import { newId } from "@/lib/platform/ids";
import { useStripeLimits } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { ensureCustomer } from "./ensure-customer";

useTestDatabase();
useEmulator();

it("a wallet whose customer Stripe answered with a 500 gets one with the next try, and keeps it", async () => {
  const userId = newId();
  await sql()`insert into users (id, name, email) values (${userId}, 'Ann', ${`${userId}@example.com`})`;
  const walletId = await openWallet(userId);
  useStripeLimits({ timeoutMs: 5_000, retries: 0 });
  await breakCalls({ path: "/v1/customers", method: "POST", action: "fail", when: "during", count: 1 });
  expect(await ensureCustomer(walletId)).toMatchObject({ ok: false, trouble: { kind: "unavailable" } });
  const made = await ensureCustomer(walletId);
  expect(made).toMatchObject({ ok: true });
  expect(await ensureCustomer(walletId)).toEqual(made);
});
