import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newWallet } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { type Claim, claimDueInvoice, releaseClaim, renewClaim } from "./claim-due-invoice";

useTestDatabase();

const MINUTE_MS = 60_000;
let time = 0;
let restore = () => {};
beforeEach(() => {
  time = Date.UTC(2030, 0, 1);
  restore = useClock(() => time);
});
afterEach(() => restore());

async function newDueInvoice() {
  const walletId = await newWallet();
  const invoiceId = `in_${walletId}`;
  await sql()`
    insert into due_invoices (wallet_id, stripe_invoice_id, stripe_subscription_id, status, ask, currency,
      amount_due_minor, attempts, due_since, read_ticket)
    values (${walletId}, ${invoiceId}, 'sub_1', 'open', 'payment', 'usd', 2900, 1, now(), 1)`;
  const take = () => claimDueInvoice(walletId, invoiceId);
  return { take, takeNow: async () => taken(await take()) };
}

function taken(claim: Claim | null): Claim {
  if (!claim) throw new Error("somebody else has it");
  return claim;
}

describe("the claim of a due invoice", () => {
  it("that is renewed lasts its full time again, and the next try has the next number", async () => {
    const { take, takeNow } = await newDueInvoice();
    const claim = await takeNow();
    time += MINUTE_MS - 1;
    expect(await renewClaim(claim)).toBe(true);
    time += MINUTE_MS - 1;
    expect(await take()).toBeNull();
    await releaseClaim(claim);
    expect(await takeNow()).toMatchObject({ tries: 2 });
  });

  it("that was lost cannot be renewed, and giving it back takes nothing from who has it, even in the same millisecond", async () => {
    const { take, takeNow } = await newDueInvoice();
    const slow = await takeNow();
    time += MINUTE_MS;
    const next = await takeNow();
    expect(await renewClaim(slow)).toBe(false);
    await releaseClaim(slow);
    expect(await take()).toBeNull();
    expect(await renewClaim(next)).toBe(true);
  });
});
