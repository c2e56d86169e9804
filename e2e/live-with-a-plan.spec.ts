import { setUpCatalog } from "@/lib/admin/set-up-catalog";
import { advanceBy, advanceToRenewal, expireByClock, HOUR_MS, signUpByClock } from "./support/clock";
import { expectBalance } from "./support/facts";
import { prefer } from "./support/person";
import { expectPlanEnd, grantsOf, subscribeAside } from "./support/plans";
import { expect, test } from "./support/test";

test.beforeAll(() => setUpCatalog());
test.beforeEach(async ({ page }) => {
  await prefer(page, "en", "usd");
});

test("three renewals bring three months of credits, and a plan that carries over keeps one month more", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "pro" });
  for (const renewal of [1, 2, 3]) {
    await advanceToRenewal(person);
    await expect.poll(async () => (await grantsOf(person)).length).toBe(1 + renewal);
  }
  await expireByClock(person);
  await expectBalance(page, 3000);
  // The month before the last lasts until its successor's renewal was charged, and a little more.
  await advanceBy(person, HOUR_MS);
  await expireByClock(person);
  await expectPlanEnd(page, person, {
    ...{ plan: "pro", status: "active", interval: "month" },
    ...{ grants: [1000, 1000, 1000, 1000], charges: [2900, 2900, 2900, 2900] },
    balance: 2000,
  });
});
