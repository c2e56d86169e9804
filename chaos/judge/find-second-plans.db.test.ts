import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { recordSubscription } from "@/lib/subscriptions/record-subscription";
import { newCustomer, subscriptionOf } from "@/lib/subscriptions/testing/facts";
import { findSecondPlans } from "./find-second-plans";

useTestDatabase();

it("notices a plan that is paid beside another one, and not one that nobody has paid for", async () => {
  const { walletId, customerId } = await newCustomer();
  const second = { ...subscriptionOf(customerId), status: "incomplete" as const };
  await inTransaction((tx) => recordSubscription(tx, subscriptionOf(customerId), 1));
  await inTransaction((tx) => recordSubscription(tx, second, 2));
  expect(await findSecondPlans()).toEqual([]);
  await inTransaction((tx) => recordSubscription(tx, { ...second, status: "past_due" }, 3));
  expect(await findSecondPlans()).toEqual([`wallet ${walletId} has ${second.id} beside its plan, past_due`]);
});
