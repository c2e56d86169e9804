import { afterAll, beforeAll, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { nowMs, useClock } from "@/lib/platform/clock";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { cancelSetupIntent, retrieveSetupIntent } from "@/lib/stripe/setup-intents";
import { breakCalls, CARDS, useEmulator } from "@/lib/stripe/testing";
import { catchUp } from "@/lib/subscriptions/catch-up";
import { planStateOf } from "@/lib/subscriptions/testing/facts";
import { applyPromotionCode } from "./apply-promotion-code";
import { claimOrder, releaseOrder } from "./claim-order";
import { findOrder } from "./find-order";
import { getOrderView } from "./get-order-view";
import { isPlanOrder } from "./order-row";
import { pinTerms } from "./pin-terms";
import { refreshOrder } from "./refresh-order";
import { resumeOrder } from "./resume-order";
import { goOnFromCard } from "./resume-plan-order";
import { concludeSetup } from "./set-up-card";
import { brokenPromises } from "./testing";
import { answerBank, atStripe, newPlanOrder, newPromotionCode, pay } from "./testing/plans";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

it("a payer back from the bank while an event begins the trial is told it is under way, and it begins once", async () => {
  const order = await newPlanOrder({ planId: "pro" });
  await answerBank(await pay(order, CARDS.threeDSecure), "complete");
  const event = await claimOrder(order.walletId, order.orderId);
  if (!event.ok) throw new Error(event.refusal);
  expect(await refreshOrder(order)).toMatchObject({ progress: "crediting" });
  await releaseOrder(event.order);
  expect(await refreshOrder(order)).toMatchObject({ progress: "credited" });
  expect(await atStripe(order.walletId)).toEqual({ subscriptions: ["trialing"], charged: [] });
});

it("a card that was set up for terms which are no longer the order's changes nothing on it", async () => {
  // A card has one trial, ever; here it stands for the card of somebody else.
  await sql()`delete from trial_uses where mark like 'card:%'`;
  const order = await newPlanOrder({ planId: "pro" });
  const answer = await pay(order, CARDS.threeDSecure);
  if (answer.outcome !== "requires_action") throw new Error(`the answer was ${answer.outcome}`);
  const setup = await retrieveSetupIntent(answer.clientSecret.split("_secret_")[0] ?? "");
  if (!setup.ok) throw new Error(setup.trouble.kind);
  const code = await newPromotionCode({ percent_off: 10, duration: "forever" });
  expect(await applyPromotionCode({ ...order, code })).toEqual({ ok: true });
  const ready = { ...setup.value, status: "succeeded" as const };
  const { walletId, orderId: id } = order;
  expect(await goOnFromCard({ walletId, id }, ready)).toMatchObject({ outcome: "refused" });
  expect(await getOrderView(walletId, id)).toMatchObject({ progress: "open", plan: { renewalMinor: 2610 } });
  expect(await atStripe(walletId)).toEqual({ subscriptions: [], charged: [] });
});

it("a page that looks while another tab pins new terms leaves the order's terms to that tab", async () => {
  const order = await newPlanOrder({ planId: "pro", interval: "year" });
  const answer = await pay(order, CARDS.threeDSecure);
  if (answer.outcome !== "requires_action") throw new Error(`the answer was ${answer.outcome}`);
  const tab = await claimOrder(order.walletId, order.orderId);
  if (!tab.ok) throw new Error(tab.refusal);
  await cancelSetupIntent(tab.order.stripeSetupIntentId ?? "");
  await refreshOrder(order);
  const { revision, stripeSetupIntentId } = tab.order;
  expect(await findOrder(order.walletId, order.orderId)).toMatchObject({ revision, stripeSetupIntentId });
  await releaseOrder(tab.order);
  await refreshOrder(order);
  expect(await findOrder(order.walletId, order.orderId)).toMatchObject({
    revision: revision + 1,
    stripeSetupIntentId: null,
  });
});

it("a bank that takes its time over a card keeps nobody from going on afterwards", async () => {
  await sql()`delete from trial_uses where mark like 'card:%'`;
  const made = await newPlanOrder({ planId: "pro" });
  const answer = await pay(made, CARDS.threeDSecure);
  const order = await findOrder(made.walletId, made.orderId);
  const setup = await retrieveSetupIntent(order?.stripeSetupIntentId ?? "");
  if (!order || !isPlanOrder(order) || !setup.ok) throw new Error("its card is not at the bank");
  const answered = await concludeSetup(order, { ...setup.value, status: "processing" });
  expect(answered).toEqual({ outcome: "processing" });
  expect(await getOrderView(made.walletId, made.orderId)).toMatchObject({ progress: "processing" });
  await answerBank(answer, "complete");
  expect(await refreshOrder(made)).toMatchObject({ progress: "credited" });
});

it("a trial that runs and is known before its order is paid is that order's, and not one that was had before", async () => {
  await sql()`delete from trial_uses where mark like 'card:%'`;
  const order = await newPlanOrder({ planId: "pro" });
  await breakCalls({ path: "/v1/invoices/*", method: "GET", action: "fail", count: 3 });
  expect(await pay(order, CARDS.fine)).toEqual({ outcome: "processing" });
  await breakCalls();
  const begun = (await findOrder(order.walletId, order.orderId))?.stripeSubscriptionId ?? "";
  expect(await catchUp(begun)).toBe(true);
  expect(await resumeOrder(order)).toEqual({ outcome: "succeeded" });
  expect(await getOrderView(order.walletId, order.orderId)).toMatchObject({ progress: "credited" });
  expect(await atStripe(order.walletId)).toEqual({ subscriptions: ["trialing"], charged: [] });
});

it("whoever held an order too long pins no terms on what another payer has taken meanwhile", async () => {
  const order = await newPlanOrder({ planId: "pro", interval: "year" });
  const slow = await claimOrder(order.walletId, order.orderId);
  if (!slow.ok || !isPlanOrder(slow.order)) throw new Error("the order is not held");
  const later = nowMs() + 61_000;
  const restore = useClock(() => later);
  const payer = await claimOrder(order.walletId, order.orderId);
  restore();
  expect(payer.ok).toBe(true);
  expect(await pinTerms(slow.order, { trialDays: 0 }, slow.order.claimedUntil)).toBe(false);
  expect(await findOrder(order.walletId, order.orderId)).toMatchObject({ revision: 0 });
});

it("an order of whose first invoice nothing was heard is paid by it when its page looks, although another one came since", async () => {
  const made = await newPlanOrder();
  await breakCalls({ path: "/v1/invoices/*", method: "GET", action: "fail", count: 3 });
  expect(await pay(made, CARDS.fine)).toEqual({ outcome: "processing" });
  await breakCalls();
  const order = await findOrder(made.walletId, made.orderId);
  if (!order || !isPlanOrder(order)) throw new Error("it is an order of a plan");
  const { id, items, latest_invoice } = await stripe().subscriptions.retrieve(
    order.stripeSubscriptionId ?? "",
  );
  const [dearer] = (await stripe().prices.list({ lookup_keys: ["topup_pro_month_usd"] })).data;
  await stripe().subscriptions.update(id, {
    items: [{ id: items.data[0]?.id, price: dearer?.id }],
    proration_behavior: "always_invoice",
  });
  expect((await stripe().subscriptions.retrieve(id)).latest_invoice).not.toBe(latest_invoice);
  expect(await refreshOrder(made)).toMatchObject({ progress: "credited" });
  const [paid] =
    await sql()`select status, stripe_invoice_id as invoice from orders where id = ${made.orderId}`;
  expect(paid).toEqual({ status: "paid", invoice: latest_invoice });
  expect(await planStateOf(made.walletId)).toMatchObject({ grants: 2, subscriptions: [{ plan: "pro" }] });
  expect(await refreshOrder(made)).toMatchObject({ progress: "credited" });
  expect(await planStateOf(made.walletId)).toMatchObject({ grants: 2 });
});
