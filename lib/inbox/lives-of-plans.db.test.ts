import { beforeAll, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { PLANS } from "@/lib/catalog/plans";
import { brokenPromises } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { closeBreaker } from "@/lib/stripe/ask-stripe";
import { stripe } from "@/lib/stripe/client";
import { useEmulator } from "@/lib/stripe/testing";
import { hearAll, type Life } from "./testing/hear-of-a-life";
import { act, beginLife } from "./testing/random-lives";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});

const ACTS = 25;
const SECONDS = Number(process.env.TOPUP_PROOF_SECONDS ?? 20);
/** Set it to the seed that a failure names to live that life again. */
const SEED = Number(process.env.TOPUP_PROOF_SEED ?? 0);

it(
  "whatever people, banks, time and a failing Stripe do with a plan, money and credits end as they should",
  async () => {
    const end = Date.now() + SECONDS * 1000;
    // Every run of all tests lives the same lives; who gives it time, as the soak does, gets new ones.
    let seed = SEED || (process.env.TOPUP_PROOF_SECONDS ? Math.floor(Math.random() * 1e9) : 1);
    do {
      await live(seed++);
    } while (!SEED && Date.now() < end);
  },
  (SECONDS + 90) * 1000,
);

async function live(seed: number): Promise<void> {
  const life = await beginLife(seed);
  try {
    for (let done = 0; done < ACTS; done++) {
      closeBreaker();
      await act(life);
    }
    closeBreaker();
    await hearAll(life);
    await expectSound(life);
  } catch (error) {
    throw new Error(`TOPUP_PROOF_SEED=${seed}\n${life.story.join("\n")}`, { cause: error });
  }
}

async function expectSound({ person: { walletId, customerId } }: Life): Promise<void> {
  expect(await brokenPromises()).toEqual([]);
  const { data: subscriptions } = await stripe().subscriptions.list({
    customer: customerId,
    status: "all",
    limit: 100,
  });
  const stored = await sql()<{ id: string; status: string; set_aside: string | null }[]>`
    select stripe_subscription_id as id, status, set_aside from subscriptions where wallet_id = ${walletId}`;
  const known = new Map(stored.map(({ id, status }) => [id, status]));
  for (const { id, status } of subscriptions) expect([id, known.get(id)]).toEqual([id, status]);
  expect(stored.filter(({ set_aside: reason }) => reason !== null)).toEqual([]);
  const live = subscriptions.filter(({ status }) => status !== "canceled" && status !== "incomplete_expired");
  expect(live.length).toBeLessThanOrEqual(1);
  await expectPaidIsCredited(walletId, customerId);
  await expectChargedOnce(customerId);
  await expectOrders(walletId);
}

/** What was paid at Stripe was settled here, and brought no more than the best plan gives for that money. */
async function expectPaidIsCredited(walletId: string, customerId: string): Promise<void> {
  const paid = (await stripe().invoices.list({ customer: customerId, status: "paid", limit: 100 })).data;
  const settled = await sql()<{ id: string; status: string }[]>`
    select stripe_invoice_id as id, status from paid_invoices where wallet_id = ${walletId}`;
  expect(settled.map(({ id, status }) => `${id} ${status}`).sort()).toEqual(
    paid.map(({ id }) => `${id} settled`).sort(),
  );
  const [granted] = await sql()<{ credits: number }[]>`
    select coalesce(sum(amount), 0)::int as credits from credit_grants
    where wallet_id = ${walletId} and source = 'plan'`;
  const money = paid.reduce((sum, { amount_paid: amount }) => sum + amount, 0);
  const best = Math.max(...PLANS.map((plan) => (12 * plan.creditsPerMonth) / plan.prices.year.usd));
  const trials = Math.max(...PLANS.map(({ trialCredits }) => trialCredits));
  expect(granted?.credits ?? 0).toBeLessThanOrEqual(Math.ceil(money * best) + trials);
}

/** No invoice was charged twice, and no charge is for nothing. */
async function expectChargedOnce(customerId: string): Promise<void> {
  const { data: charges } = await stripe().charges.list({ customer: customerId, limit: 100 });
  const { data: invoices } = await stripe().invoices.list({ customer: customerId, limit: 100 });
  const charged = charges.filter(({ paid }) => paid).reduce((sum, { amount }) => sum + amount, 0);
  const paid = invoices.filter(({ status }) => status === "paid");
  expect(charged).toBe(paid.reduce((sum, { amount_paid: amount }) => sum + amount, 0));
}

/** An order that began a plan which was paid is paid, and no other is. */
async function expectOrders(walletId: string): Promise<void> {
  const orders = await sql()<{ id: string; status: string; paid: boolean }[]>`
    select id, status, exists (select 1 from paid_invoices paid
      where paid.stripe_subscription_id = orders.stripe_subscription_id) as paid
    from orders where wallet_id = ${walletId} and kind = 'plan'`;
  for (const { id, status, paid } of orders) expect([id, status === "paid"]).toEqual([id, paid]);
}
