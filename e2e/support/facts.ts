import { expect, type Page } from "@playwright/test";
import { sql } from "@/db/client";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { stripeGet } from "./emulator";

export type StoredOrder = {
  id: string;
  status: string;
  amountMinor: number;
  credits: number;
  stripePaymentIntentId: string | null;
  attempts: number;
};

/** An order as it is stored. */
export async function storedOrder(orderId: string): Promise<StoredOrder> {
  const [order] = await sql()<StoredOrder[]>`
    select id, status, amount_minor as "amountMinor", credits, attempts,
           stripe_payment_intent_id as "stripePaymentIntentId"
    from orders where id = ${orderId}`;
  if (!order) throw new Error(`no order ${orderId}`);
  return order;
}

/** What the wallet of an order can spend now. */
export async function storedBalance(orderId: string): Promise<number> {
  const [wallet] = await sql()<{ available: number }[]>`
    select wallets.available from wallets join orders on orders.wallet_id = wallets.id
    where orders.id = ${orderId}`;
  if (!wallet) throw new Error(`no wallet of order ${orderId}`);
  return wallet.available;
}

/** An event as it is stored after a failed try, to run again now or later; of a type we do not handle. */
export async function storeFailedEvent(id: string, nextAttemptAt = new Date()): Promise<void> {
  const payload = {
    id,
    object: "event",
    type: "test.failed",
    livemode: false,
    created: 0,
    data: { object: {} },
  };
  await sql()`
    insert into inbox_events (id, type, livemode, payload, state, outcome, next_attempt_at, stripe_created_at)
    values (${id}, ${payload.type}, false, ${sql().json(payload)}, 'failed', 'failed, will be tried again',
            ${nextAttemptAt}, now())`;
}

export async function storedEventState(id: string): Promise<string | undefined> {
  const [event] = await sql()<{ state: string }[]>`select state from inbox_events where id = ${id}`;
  return event?.state;
}

export async function countOrders(email: string): Promise<number> {
  const [row] = await sql()<{ orders: number }[]>`
    select count(*)::int as orders from orders
    join wallets on wallets.id = orders.wallet_id join users on users.id = wallets.user_id
    where users.email = ${email}`;
  return row?.orders ?? 0;
}

/** How often a card was really charged for an order: succeeded charges at Stripe, of all its payments. */
export async function countCharges(orderId: string): Promise<number> {
  const charges = await stripeList("/v1/charges?limit=100");
  return charges.filter(({ metadata, status }) => {
    return status === "succeeded" && (metadata as Record<string, string>).order_id === orderId;
  }).length;
}

/** PaymentIntents that were made for an order: never more than one. */
export async function countPaymentIntents(orderId: string): Promise<number> {
  const intents = await stripeList("/v1/payment_intents?limit=100");
  return intents.filter(({ metadata }) => (metadata as Record<string, string>).order_id === orderId).length;
}

/** What the bank knows the open 3D Secure check of an order by. */
export async function openChallenge(orderId: string): Promise<string> {
  const { stripePaymentIntentId } = await storedOrder(orderId);
  const intent = await stripeGet(`/v1/payment_intents/${stripePaymentIntentId}`);
  const action = intent.next_action as { use_stripe_sdk: { three_d_secure_2_source: string } };
  return action.use_stripe_sdk.three_d_secure_2_source;
}

export async function expectInvariants(): Promise<void> {
  expect(await checkInvariants(), "broken promises of the ledger").toEqual([]);
}

/** The end of every journey that paid: order, balance, one charge, one payment, and a sound ledger. */
export async function expectCredited(page: Page, orderId: string, credits: number): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`/orders/${orderId}`));
  await expectSteps(page, ["done", "done", "done"]);
  await expectBalance(page, credits);
  expect((await storedOrder(orderId)).status).toBe("paid");
  expect(await storedBalance(orderId)).toBe(credits);
  expect(await countCharges(orderId)).toBe(1);
  expect(await countPaymentIntents(orderId)).toBe(1);
  await expectInvariants();
}

/** The end of every journey that did not pay: the order is open, nothing is charged and nothing is credited. */
export async function expectUnpaid(orderId: string): Promise<void> {
  expect((await storedOrder(orderId)).status).toBe("open");
  expect(await storedBalance(orderId)).toBe(0);
  expect(await countCharges(orderId)).toBe(0);
  await expectInvariants();
}

/** How far the steps on the order page are, first to last. */
export async function expectSteps(page: Page, states: string[]): Promise<void> {
  const steps = page.locator("main ol [data-state]");
  await expect
    .poll(() => steps.evaluateAll((all) => all.map((one) => one.getAttribute("data-state"))))
    .toEqual(states);
}

/** The balance on the dashboard, in a window of its own so that the journey's page stays where it is. */
export async function expectBalance(page: Page, credits: number): Promise<void> {
  const dashboard = await page.context().newPage();
  await dashboard.goto("/dashboard");
  await expect(dashboard.getByRole("meter").first()).toHaveAttribute("value", String(credits));
  await dashboard.close();
}

async function stripeList(path: string): Promise<Record<string, unknown>[]> {
  return (await stripeGet(path)).data as Record<string, unknown>[];
}
