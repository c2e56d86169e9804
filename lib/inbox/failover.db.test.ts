import postgres from "postgres";
import { afterEach, beforeEach, expect, it } from "vitest";
import { closeClients, sql } from "@/db/client";
import { useTestEnvironment } from "@/db/testing";
import { OwnServer } from "@/db/testing/own-server";
import { type Standby, startStandby } from "@/db/testing/standby";
import { Wire } from "@/db/testing/wire";
import { inTransaction } from "@/db/transaction";
import { payOrder } from "@/lib/checkout/pay-order";
import { brokenPromises, moneyOf, newOrder, newWallet, stateOf } from "@/lib/checkout/testing";
import { grantCredits } from "@/lib/ledger/grant-credits";
import { spend } from "@/lib/ledger/testing/people";
import { newId } from "@/lib/platform/ids";
import { reconcile } from "@/lib/reconciliation/reconcile";
import { CARDS, newToken, paymentIntentsOf, useEmulator } from "@/lib/stripe/testing";
import { deliver, eventOf, paymentIntentOf } from "./testing";

useTestEnvironment();
useEmulator();

const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };
const PAID = { outcome: "succeeded" };
const CROWD = 40;
const PORT_FIRST = 5650;
/** Two servers are set up, as in every test that brings its own. */
const TIMEOUT_MS = 120_000;

let primary: OwnServer;
let standby: Standby;
/** What the app, and what the standby, takes for the address of the database. */
let address: Wire;
let replication: Wire;

beforeEach(async () => {
  primary = await OwnServer.start("topup-primary-", PORT_FIRST);
  [address, replication] = await Promise.all([Wire.to(primary.port), Wire.to(primary.port)]);
  standby = await startStandby(primary, replication.port);
  process.env.DATABASE_URL = address.through(primary.url);
  await closeClients();
}, TIMEOUT_MS);
afterEach(async () => {
  expect(await brokenPromises()).toEqual([]);
  await closeClients();
  await Promise.all([address.close(), replication.close()]);
  await standby.destroy();
  await primary.destroy();
}, TIMEOUT_MS);

/** The primary is gone with its machine; what was its standby is looked at, and takes its address. */
async function failOver(look: (newPrimary: postgres.Sql) => Promise<void> = async () => {}): Promise<void> {
  await primary.endHard("kill -9");
  await standby.promote();
  const newPrimary = postgres(standby.url, { max: 1 });
  await look(newPrimary).finally(() => newPrimary.end());
  address.leadTo(standby.port);
  address.cut();
}

/** The standby has repeated all that was written until now. */
async function untilStandbyHasAll(): Promise<void> {
  const behind = () => sql()`
    select 1 where not exists (select 1 from pg_stat_replication where replay_lsn >= pg_current_wal_lsn())`;
  await expect.poll(behind).toEqual([]);
}

async function pay(order: Awaited<ReturnType<typeof newOrder>>) {
  const confirmationTokenId = await newToken(CARDS.fine);
  return payOrder({ ...order, confirmationTokenId, returnUrl: "http://localhost:3000/orders/x" });
}

/** From now on a commit is acknowledged when the standby has it too. */
async function waitForStandby(): Promise<void> {
  await sql()`alter system set synchronous_standby_names = '*'`;
  await sql()`select pg_reload_conf()`;
  const synchronous = () => sql()`select 1 from pg_stat_replication where sync_state = 'sync'`;
  await expect.poll(synchronous).toHaveLength(1);
}

it("with a standby that has every commit, nothing acknowledged is lost, and what was in the middle is run again, once", async () => {
  await waitForStandby();
  const orders = await Promise.all(Array.from({ length: CROWD }, () => newOrder()));
  const events = orders.map((order) => eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order))));
  const acknowledged: string[] = [];
  let half = () => {};
  const halfIsDone = new Promise<void>((resolve) => {
    half = resolve;
  });
  const sending = events.map(async ({ id, body }) => {
    while ((await deliver(body)).status !== 200);
    if (acknowledged.push(id) === CROWD / 2) half();
  });

  const walletId = await newWallet();
  const request = { walletId, source: "adjustment", sourceKey: newId(), credits: 100 } as const;
  let tries = 0;
  await inTransaction(async (tx) => {
    await grantCredits(tx, { ...request, stripePaymentIntentId: null, expiresAt: null, reference: null });
    tries += 1;
    if (tries > 1) return;
    await halfIsDone;
    await failOver(async (newPrimary) => {
      const kept = await newPrimary`
        select id from inbox_events where id = any(${acknowledged}) and state = 'processed'`;
      expect(kept).toHaveLength(acknowledged.length);
    });
  });
  expect(tries).toBe(2);
  expect(await stateOf({ walletId })).toMatchObject({ available: 100, grants: 1 });
  await Promise.all(sending);
  for (const order of orders) expect(await stateOf(order)).toEqual(CREDITED);
});

it("with a standby that lags behind, what is lost is found at Stripe, and what only we knew is done when it is asked again", async () => {
  const [kept, spender] = [await newOrder(), await newOrder()];
  expect(await pay(spender)).toEqual(PAID);
  await untilStandbyHasAll();
  replication.hush();
  const gone = await newOrder();
  for (const order of [kept, gone]) expect(await pay(order)).toEqual(PAID);
  const key = newId();
  expect(await spend(spender.walletId, key, 30)).toMatchObject({ ok: true });
  await failOver();

  expect(await stateOf(kept)).toMatchObject({ available: 0, grants: 0, order: "open" });
  expect(await stateOf(gone)).toEqual({ order: null });
  expect(await stateOf(spender)).toEqual(CREDITED);
  // All agrees with itself: only who kept an answer, or Stripe, can know better.
  expect(await brokenPromises()).toEqual([]);

  const report = await reconcile({ window: { days: 3 }, graceMs: 0 });
  const [left] = await paymentIntentsOf(gone.orderId);
  const [healed] = await paymentIntentsOf(kept.orderId);
  expect(report).toMatchObject({ ok: false, state: "finished" });
  expect(report.findings).toContainEqual(
    expect.objectContaining({ kind: "order_not_here", objectId: left?.id, action: "left" }),
  );
  expect(report.findings).toContainEqual(expect.objectContaining({ objectId: healed?.id, action: "healed" }));
  expect(await stateOf(kept)).toEqual(CREDITED);
  expect(await spend(spender.walletId, key, 30)).toMatchObject({ ok: true });
  expect(await stateOf(spender)).toMatchObject({ available: 70, grants: 1 });
});
