import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeClients, sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { createOrder } from "@/lib/checkout/create-order";
import { payOrder } from "@/lib/checkout/pay-order";
import { brokenPromises, newWallet } from "@/lib/checkout/testing";
import { tellAll } from "@/lib/inbox/testing";
import { spend } from "@/lib/reversals/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { CARDS, newToken, paymentIntentsOf, useEmulator } from "@/lib/stripe/testing";
import { newSubscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { kindsOf, reconcileNow } from "./testing";

useTestDatabase();
useEmulator();
let copy = "";
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => {
  if (copy) await onServer((admin) => admin`drop database if exists ${admin(copy)} with (force)`);
});

/** Does something to whole databases, which none may be connected to meanwhile. */
async function onServer(work: (admin: postgres.Sql, name: string) => Promise<unknown>): Promise<void> {
  const url = new URL(process.env.DATABASE_URL ?? "");
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  await closeClients();
  const admin = postgres(url.href, { max: 1, onnotice: () => {} });
  await work(admin, name);
  await admin.end();
}

async function takeBackup(): Promise<void> {
  await onServer((admin, name) => {
    copy = `${name}_backup`;
    return admin`create database ${admin(copy)} template ${admin(name)}`;
  });
}

async function restoreBackup(): Promise<void> {
  await onServer(async (admin, name) => {
    await admin`drop database ${admin(name)} with (force)`;
    await admin`create database ${admin(name)} template ${admin(copy)}`;
  });
}

/** Buys 100 credits for 5.00 USD with a card, as a person does. */
async function buy(walletId: string): Promise<string> {
  const order = await createOrder({ walletId, packId: "starter", currency: "usd" });
  if (!order.ok) throw new Error(order.refusal);
  const confirmationTokenId = await newToken(CARDS.fine);
  const returnUrl = "http://localhost:3000/orders/x";
  const paid = await payOrder({ walletId, orderId: order.orderId, confirmationTokenId, returnUrl });
  expect(paid).toMatchObject({ outcome: "succeeded" });
  const [intent] = await paymentIntentsOf(order.orderId);
  return intent?.id ?? "";
}

async function availableOf(walletId: string): Promise<number | undefined> {
  const [wallet] = await sql()<{ available: number }[]>`select available from wallets where id = ${walletId}`;
  return wallet?.available;
}

it("a restore from an old backup is healed of all that Stripe knows, and the rest is listed", async () => {
  // Before the backup: Ann has bought once, Bob has only signed up, Dan is a customer without a plan.
  const ann = await newWallet();
  const first = await buy(ann);
  const bob = await newWallet();
  const dan = await newSubscriber();
  expect(await reconcileNow()).toMatchObject({ ok: true });
  await takeBackup();

  // After it: Ann buys again, spends, and gets her first money back; Bob buys; Cid signs up and buys; Dan takes a plan.
  await buy(ann);
  await spend(ann, 30);
  await stripe().refunds.create({ payment_intent: first });
  await buy(bob);
  const cid = await newWallet();
  const lost = await buy(cid);
  await subscribe(dan, "topup_pro_month_usd");
  await tellAll(dan);
  expect(await availableOf(dan.walletId)).toBe(1000);
  await restoreBackup();
  expect([await availableOf(ann), await availableOf(bob), await availableOf(cid)]).toEqual([
    100,
    0,
    undefined,
  ]);

  const report = await reconcileNow();
  expect(kindsOf(report)).toEqual([
    "customer_not_linked healed",
    "order_not_here left",
    "payment_not_settled healed",
    "payment_not_settled healed",
    "payment_not_settled healed",
    "refund_not_recorded healed",
    "wallet_not_here left",
  ]);
  // Nothing outside of the database tells of a spend: Ann has her 30 again.
  expect([await availableOf(ann), await availableOf(bob), await availableOf(dan.walletId)]).toEqual([
    100, 100, 1000,
  ]);
  const left = report.findings.filter(({ action }) => action === "left");
  expect(left).toMatchObject([
    { kind: "wallet_not_here", object: "customer", stripe: { wallet: cid } },
    { kind: "order_not_here", objectId: lost, stripe: { wallet: cid, amountMinor: 500, currency: "usd" } },
  ]);
  expect(await brokenPromises()).toEqual([]);

  const again = await reconcileNow();
  expect(kindsOf(again)).toEqual(["order_not_here left", "wallet_not_here left"]);
  expect(again.proof.filter(({ agrees }) => !agrees)).toMatchObject([
    { what: "payments", currency: "usd", stripe: { count: 4 }, ours: { count: 3 } },
  ]);
});
