import { beforeAll, describe, expect, it } from "vitest";
import { sql, type Tx } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { findViolations } from "@/lib/ledger/check-invariants";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { useEmulator } from "@/lib/stripe/testing";
import { absorbReading, type Reading, readInvoice, readSubscription } from "./read-subscription";
import { permutationsOf } from "./testing/facts";
import { advance, newSubscriber, type Subscriber, subscribe } from "./testing/subscribers";

useTestDatabase();
useEmulator();

const HOUR = 3600;
const MONTH = 31 * 24 * HOUR;

/** What five deliveries read, each at its own moment of a life; they are written much later and in any order. */
const READ = ["begins", "is paid", "is renewed", "is paid again", "ends"] as const;
type Moment = (typeof READ)[number];

let person: Subscriber;
let readings: Record<Moment, Reading>;

beforeAll(async () => {
  await setUpCatalog();
  person = await newSubscriber();
  const { id, latest_invoice: invoice } = await subscribe(person, "topup_pro_month_usd", {
    payment_behavior: "default_incomplete",
  });
  const begins = await readSubscription(id);
  await stripe().invoices.pay(String(invoice));
  const isPaid = await readInvoice(String(invoice));
  // A month has at most 31 days, and its renewal stays a draft for an hour.
  await advance(person, MONTH + HOUR / 2 - (await secondsPast()));
  const isRenewed = await readSubscription(id);
  await advance(person, 2 * HOUR);
  const isPaidAgain = await readInvoice(String(isRenewed.subscription?.latestInvoiceId));
  await stripe().subscriptions.cancel(id);
  const ends = await readSubscription(id);
  readings = { begins, "is paid": isPaid, "is renewed": isRenewed, "is paid again": isPaidAgain, ends };
});

/** By how much the first month is shorter than the longest one. */
async function secondsPast(): Promise<number> {
  const { data } = await stripe().subscriptions.list({ customer: person.customerId });
  const item = data[0]?.items.data[0];
  return MONTH - ((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0));
}

class Undo extends Error {}

/** Writes readings in this order, answers what came of it, and takes it all back. */
async function stateAfter(moments: readonly Moment[], alsoSound = false) {
  let state: Awaited<ReturnType<typeof stateOf>> | null = null;
  await sql()
    .begin(async (begun) => {
      const tx = begun as unknown as Tx;
      for (const moment of moments) await absorbReading(tx, readings[moment]);
      state = await stateOf(tx);
      if (alsoSound) expect(await findViolations(tx)).toEqual([]);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return state;
}

async function stateOf(tx: Tx) {
  const [wallet] = await tx<{ available: number }[]>`
    select available from wallets where id = ${person.walletId}`;
  const grants = await tx<{ amount: number; expiresAt: Date }[]>`
    select amount, expires_at as "expiresAt" from credit_grants where wallet_id = ${person.walletId}
    order by expires_at`;
  const subscriptions = await tx<{ status: string; setAside: string | null; endsAt: Date }[]>`
    select status, set_aside as "setAside", current_period_end as "endsAt" from subscriptions
    where wallet_id = ${person.walletId}`;
  return { available: wallet?.available, grants: [...grants], subscriptions: [...subscriptions] };
}

describe("what was read at each moment of first payment, renewal and cancellation", () => {
  it("is another thing each time", () => {
    const states = READ.map((moment) => readings[moment].subscription?.status);
    expect(states).toEqual(["incomplete", "active", "active", "active", "canceled"]);
    const invoices = READ.map((moment) => readings[moment].invoice?.invoice.status ?? null);
    expect(invoices).toEqual(["open", "paid", "draft", "paid", "paid"]);
  });

  it("ends the same in every order in which it is written", async () => {
    const inOrder = await stateAfter(READ, true);
    expect(inOrder).toMatchObject({
      ...{ available: 2000, grants: [{ amount: 1000 }, { amount: 1000 }] },
      subscriptions: [{ status: "canceled", setAside: null }],
    });
    for (const moments of permutationsOf(READ))
      expect(await stateAfter(moments, true), moments.join(", ")).toEqual(inOrder);
  });

  it("ends the same in every order when each is written again, the last one at once and the first one late", async () => {
    const inOrder = await stateAfter(READ);
    for (const moments of permutationsOf(READ))
      expect(await stateAfter([...moments, ...moments.toReversed()]), moments.join(", ")).toEqual(inOrder);
  });

  it("ends the same in every order without any one that a later reading contains", async () => {
    const inOrder = await stateAfter(READ);
    for (const missing of ["begins", "is renewed", "is paid again"] as const)
      for (const moments of permutationsOf(READ.filter((moment) => moment !== missing)))
        expect(await stateAfter(moments), moments.join(", ")).toEqual(inOrder);
  });
});
