import { expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { noticeTrials } from "./notice-trials";
import { recordSubscription } from "./record-subscription";
import { DAY_MS, newCustomer, subscriptionOf } from "./testing/facts";

useTestDatabase();

let ticket = 0;

async function trialThatEndsIn(days: number, cancelAt: Date | null = null) {
  const { walletId, customerId } = await newCustomer();
  const trialEnd = new Date(Date.now() + days * DAY_MS);
  const facts = subscriptionOf(customerId, { status: "trialing", trialEnd, cancelAt });
  await inTransaction((tx) => recordSubscription(tx, facts, ++ticket));
  return walletId;
}

it("owes the mail to everybody whose trial ends within three days, once, though no event told of it", async () => {
  const soon = await trialThatEndsIn(2);
  await trialThatEndsIn(4);
  await trialThatEndsIn(2, new Date());
  expect(await noticeTrials({ limit: 10 })).toEqual({ trials: 1 });
  expect(await noticeTrials({ limit: 10 })).toEqual({ trials: 0 });
  const rows = await sql()<{ walletId: string; kind: string }[]>`
    select wallet_id as "walletId", kind from notices`;
  expect([...rows]).toEqual([{ walletId: soon, kind: "trial_ends_soon" }]);
});
