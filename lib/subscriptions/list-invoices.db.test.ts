import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, newWallet } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { catchUp } from "./catch-up";
import { listInvoices, toSafeLink } from "./list-invoices";
import { advance, newSubscriber, type Subscriber, subscribe } from "./testing/subscribers";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const KEY = "topup_pro_month_usd";

async function page(walletId: string, cursor: Parameters<typeof listInvoices>[1] = null) {
  const answer = await listInvoices(walletId, cursor);
  if (!answer.ok) throw new Error(answer.refusal);
  return answer;
}

async function withInvoices(count: number): Promise<{ person: Subscriber; ids: string[] }> {
  const person = await newSubscriber();
  const ids: string[] = [];
  for (let made = 0; made < count; made++) {
    const { id } = await stripe().invoices.create({ customer: person.customerId });
    ids.unshift(id ?? "");
  }
  return { person, ids };
}

describe("the invoices of a person", () => {
  it("are none for who never needed a customer at Stripe", async () => {
    expect(await page(await newWallet())).toEqual({ ok: true, invoices: [], newer: null, older: null });
  });

  it("say what was paid, what a promotion took off, what it brought, and where Stripe shows it", async () => {
    const person = await newSubscriber();
    const coupon = await stripe().coupons.create({ percent_off: 25, duration: "once" });
    const { id } = await subscribe(person, KEY, { discounts: [{ coupon: coupon.id }] });
    expect((await page(person.walletId)).invoices).toMatchObject([{ credits: null }]);
    await catchUp(id);
    const { invoices } = await page(person.walletId);
    expect(invoices).toMatchObject([
      { state: "paid", currency: "usd", totalMinor: 2175, discountMinor: 725, credits: 1000 },
    ]);
    expect(invoices[0]?.pageUrl).toMatch(/\/_emulator\/invoices\/in_/);
    expect(invoices[0]?.pdfUrl).toMatch(/\/pdf$/);
  });

  it("show an open one with what remains and the next try", async () => {
    const person = await newSubscriber();
    await subscribe(person, KEY);
    const bad = await stripe().paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: person.customerId,
    });
    await stripe().customers.update(person.customerId, {
      invoice_settings: { default_payment_method: bad.id },
    });
    await advance(person, 32 * 86_400);
    const [open] = (await page(person.walletId)).invoices;
    expect(open).toMatchObject({ state: "open", amountRemainingMinor: 2900, credits: null });
    expect(open?.nextAttemptAt).not.toBeNull();
  });

  it("are paged there and back without losing or repeating one", async () => {
    const { person, ids } = await withInvoices(30);
    const idsOf = (found: Awaited<ReturnType<typeof page>>) => found.invoices.map(({ id }) => id);
    const first = await page(person.walletId);
    const second = await page(person.walletId, { after: first.older ?? "" });
    const third = await page(person.walletId, { after: second.older ?? "" });
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(ids);
    expect([first.newer, third.older]).toEqual([null, null]);
    const back = await page(person.walletId, { before: third.newer ?? "" });
    expect(idsOf(back)).toEqual(idsOf(second));
    const start = await page(person.walletId, { before: back.newer ?? "" });
    expect(idsOf(start)).toEqual(idsOf(first));
    expect(start.newer).toBeNull();
    expect(start.older).toBe(first.older);
  });

  it("are only one's own: another person's invoice leads no further than one that does not exist", async () => {
    const [{ person, ids }, other] = [await withInvoices(2), await withInvoices(2)];
    const first = await page(person.walletId);
    for (const id of [other.ids[0] ?? "", "in_nothing", "../customers", ""]) {
      expect(await page(person.walletId, { after: id })).toEqual(first);
      expect(await page(person.walletId, { before: id })).toEqual(first);
    }
    expect(first.invoices.map(({ id }) => id)).toEqual(ids);
  });

  it("are said to be out of reach when Stripe is away", async () => {
    const person = await newSubscriber();
    await breakCalls({ path: "/v1/invoices", action: "fail", count: 3 });
    expect(await listInvoices(person.walletId, null)).toEqual({ ok: false, refusal: "stripe_unavailable" });
  });
});

describe("a link of an invoice", () => {
  const cases: [string | null, boolean][] = [
    ["https://invoice.stripe.com/i/acct_1/test_1", true],
    ["http://invoice.stripe.com/i/acct_1/test_1", false],
    ["javascript:alert(1)", false],
    ["data:text/html,hello", false],
    ["//evil.example", false],
    [null, false],
  ];
  it.each(cases)("%s may stand on a page: %s", (url, expected) => {
    expect(toSafeLink(url)).toBe(expected ? url : null);
  });
});
