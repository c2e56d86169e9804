import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { type RunningEmulator, startEmulator } from "../start";
import { at, DAY, giveCard, HOUR, makeCustomer, makePrice } from "../testing/billing";
import { clientOf, openEmulator, until } from "../testing/harness";

const folder = mkdtempSync(join(tmpdir(), "emulator-billing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Does something days ago: only the clock on the wall is turned back, timers go on. */
async function daysAgo<T>(days: number, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - days * DAY * 1000 });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}

it("an advance that was cut off goes on after a restart, and nothing happens twice", async () => {
  const data = join(folder, "clock");
  const first = await startEmulator({ port: 0, folder: data });
  const stripe = clientOf(first as never);
  const price = await makePrice(stripe);
  const { clock, customer } = await makeCustomer(stripe);
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: at("2026-03-10T12:00") });
  await first.close();
  const second = await openEmulator({ folder: data });
  const { store } = second.engine.emulator;
  await until(() => store.get("test_clock", clock)?.status === "ready");
  const again = clientOf(second);
  const invoices = await again.invoices.list({ subscription: id });
  expect(invoices.data.map((one) => [one.status, one.created])).toEqual([
    ["draft", at("2026-03-10T12:00")],
    ["paid", at("2026-02-10T12:00")],
    ["paid", at("2026-01-10T12:00")],
  ]);
  expect((await again.charges.list({ customer })).data).toHaveLength(2);
});

it("in real time, what fell due while the emulator was off happens at the start, at its own date, once", async () => {
  const data = join(folder, "real");
  const made = await daysAgo(40, async () => {
    const first = await startEmulator({ port: 0, folder: data });
    const stripe = clientOf(first as never);
    const price = await makePrice(stripe);
    const { id: customer } = await stripe.customers.create({});
    await giveCard(stripe, customer, "pm_card_visa");
    const subscription = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
    await first.close();
    return subscription;
  });
  const ended = made.items.data[0]?.current_period_end ?? 0;
  const invoicesOf = async (running: RunningEmulator) => {
    const { data: all } = await clientOf(running).invoices.list({ subscription: made.id });
    return all.map((one) => [one.status, one.created, one.status_transitions.paid_at]);
  };
  const expected = [
    ["paid", ended, ended + HOUR],
    ["paid", made.created, made.created],
  ];
  const second = await startEmulator({ port: 0, folder: data });
  const { store } = second.engine.emulator;
  await until(() => [...store.newest("invoice")].filter((one) => one.status === "paid").length === 2);
  expect(await invoicesOf(second)).toEqual(expected);
  await second.close();
  expect(await invoicesOf(await openEmulator({ folder: data }))).toEqual(expected);
});

it("a plan of next year waits: timers that long do not go off at once", async () => {
  const running = await openEmulator();
  const stripe = clientOf(running);
  const price = await makePrice(stripe, { recurring: { interval: "year" } });
  const { id: customer } = await stripe.customers.create({});
  await giveCard(stripe, customer, "pm_card_visa");
  await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  const settled = () =>
    [...running.engine.emulator.store.newest("event")].some((event) => event.type === "charge.updated");
  await until(settled);
  expect((await stripe.invoices.list({ customer })).data).toHaveLength(1);
});

it("in real time a first payment expires 23 hours after it was asked for", async () => {
  const data = join(folder, "incomplete");
  const made = await daysAgo(1, async () => {
    const first = await startEmulator({ port: 0, folder: data });
    const stripe = clientOf(first as never);
    const price = await makePrice(stripe);
    const { id: customer } = await stripe.customers.create({});
    const behavior = { payment_behavior: "default_incomplete" } as const;
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      ...behavior,
    });
    await first.close();
    return subscription;
  });
  expect(made.status).toBe("incomplete");
  const { store } = (await openEmulator({ folder: data })).engine.emulator;
  await until(() => store.get("subscription", made.id)?.status === "incomplete_expired");
  expect(store.get("subscription", made.id)?.ended_at).toBe(made.created + 23 * HOUR);
});

it("what cannot be done stops its test clock, not the emulator", async () => {
  const running = await openEmulator();
  const stripe = clientOf(running);
  const price = await makePrice(stripe);
  const { clock, customer } = await makeCustomer(stripe);
  await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  const { store } = running.engine.emulator;
  store.transaction(() => store.delete("customer", customer));
  const said = vi.spyOn(console, "error").mockReturnValue();
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: at("2026-02-10T12:00") });
  await until(() => store.get("test_clock", clock)?.status === "internal_failure");
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
  expect((await stripe.products.list()).data).toHaveLength(1);
});
