import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { useEmulator } from "@/lib/stripe/testing";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import {
  accept,
  creditsOf,
  DAY,
  holderOf,
  look,
  type PlanHolder,
  quoteFor,
} from "@/lib/subscriptions/testing/changing";
import { advance, eventsAbout } from "@/lib/subscriptions/testing/subscribers";
import { undoPlanChange } from "@/lib/subscriptions/undo-plan-change";
import { ENABLED_EVENTS } from "./handlers/registry";
import { deliver } from "./testing";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => {
  expect(await brokenPromises()).toEqual([]);
  expect(await sql()`select id, type from inbox_events where state = 'failed'`).toHaveLength(0);
});

/** An upgrade, a downgrade that was undone, and one that happened. */
async function lifeWithChanges(): Promise<PlanHolder> {
  const holder = await holderOf("topup_starter_month_usd", { days: 5 });
  await accept(holder, await quoteFor(holder, "scale"));
  await accept(holder, await quoteFor(holder, "starter"));
  await undoPlanChange(holder.walletId);
  await accept(holder, await quoteFor(holder, "pro"));
  await advance(holder, 28 * DAY);
  await look(holder);
  return holder;
}

describe("all events of a life with changes of plan", () => {
  it.each([
    ["in their order", <Item>(items: Item[]) => items],
    ["backwards", <Item>(items: Item[]) => [...items].reverse()],
    ["twice over", <Item>(items: Item[]) => [...items, ...items]],
  ])("change nothing any more when they come late, %s", async (_how, arrange) => {
    const holder = await lifeWithChanges();
    const events = await eventsAbout(holder, ENABLED_EVENTS);
    expect(events.map(({ type }) => type)).toContain("subscription_schedule.released");
    const before = [await findSubscription(holder.walletId), await creditsOf(holder)];
    for (const event of arrange(events)) expect((await deliver(JSON.stringify(event))).status).toBe(200);
    expect([await findSubscription(holder.walletId), await creditsOf(holder)]).toEqual(before);
    expect(before[0]).toMatchObject({ plan: "pro", status: "active", pending: null });
  });

  it("bring a plan that was changed by a hand at Stripe into our copy, with what is planned for it", async () => {
    const holder = await holderOf("topup_pro_month_usd");
    const { id } = await stripe().subscriptionSchedules.create({ from_subscription: holder.subscriptionId });
    const schedule = await stripe().subscriptionSchedules.retrieve(id);
    const [phase] = schedule.phases;
    const [price] = (await stripe().prices.list({ lookup_keys: ["topup_starter_month_usd"] })).data;
    const items = phase?.items.map((item) => ({ price: String(item.price) })) ?? [];
    await stripe().subscriptionSchedules.update(id, {
      phases: [
        { items, start_date: phase?.start_date ?? 0, end_date: phase?.end_date ?? 0 },
        { items: [{ price: price?.id ?? "" }], duration: { interval: "month", interval_count: 1 } },
      ],
    });
    for (const event of await eventsAbout(holder, ["subscription_schedule.updated"]))
      expect((await deliver(JSON.stringify(event))).status).toBe(200);
    expect(await findSubscription(holder.walletId)).toMatchObject({
      scheduled: { isOurs: false, terms: { plan: "starter" } },
    });
  });
});
