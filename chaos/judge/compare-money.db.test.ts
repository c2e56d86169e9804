import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { grantOf, makeWallet } from "@/lib/ledger/testing/people";
import { makePurchase } from "@/lib/ledger/testing/purchases";
import { Witness } from "../witness";
import { compareGrants, compareWallets, findChargedTwice, findPaidForNothing } from "./compare-money";
import type { AtStripe, PaidInvoice, PaidLine, PaidPack } from "./read-stripe";
import { takenBack, worthOfAll } from "./worth";

useTestDatabase();

const pack = (id: string, walletId = "wallet", orderId = id): PaidPack => ({
  ...{ id, walletId, orderId, amount: 500, currency: "usd" },
});
const line = (lineId: string, amount: number): PaidLine => ({
  ...{ lineId, amount, priceName: "topup_pro_month_usd", isProration: false },
});
const invoice = (lines: PaidLine[], paid: number): PaidInvoice => ({
  ...{ id: "in_1", customerId: "cus_1", isOfChange: false, paid, paymentIds: ["pi_1"], lines },
});
const back = (amount: number) => ({ id: `re_${amount}`, paymentId: "pi_1", amount, requestId: null });
const atStripe = (some: Partial<AtStripe>): AtStripe => ({
  ...{ packs: [], invoices: [], taken: [], back: [] },
  ...some,
});
const worthOf = (stripe: AtStripe) => worthOfAll(stripe, new Map([["cus_1", "other"]]));

it("knows what money is worth by the price lists, of packs, periods and trials", () => {
  const invoices = [invoice([line("il_1", 2900), line("il_2", 0)], 2900)];
  const stripe = atStripe({ packs: [pack("pi_1")], invoices });
  expect(worthOf(stripe)).toMatchObject([
    { walletId: "wallet", key: "pi:pi_1", credits: 100 },
    { walletId: "other", key: "invoice:in_1:il_1", credits: 1000 },
    { walletId: "other", key: "invoice:in_1:il_2", credits: 100 },
  ]);
});

it.each([
  ["half a period is left", -450, 4950, 2000 - 125],
  ["what is left is worth no whole credit", -1, 3, 0],
])(
  "knows what a change brings when %s: the difference, rounded in nobody's favour but ours",
  (_, unused, bought, credits) => {
    const lines = [
      { lineId: "il_old", amount: unused, priceName: "topup_starter_month_usd", isProration: true },
      { lineId: "il_new", amount: bought, priceName: "topup_scale_month_usd", isProration: true },
    ];
    const dues = worthOf(atStripe({ invoices: [invoice(lines, unused + bought)] }));
    expect(dues.map((due) => due.credits)).toEqual([0, credits]);
  },
);

it("knows what a change brings that begins a period of its own", () => {
  const unused = { ...line("il_old", -1450), isProration: true };
  const year = { ...line("il_new", 29000), priceName: "topup_pro_year_usd" };
  const dues = worthOf(atStripe({ invoices: [invoice([unused, year], 27550)] }));
  expect(dues.map((due) => due.credits)).toEqual([0, 11500]);
});

it("notices money of a plan that no invoice names, and an invoice that was paid twice", () => {
  const twice = { ...invoice([], 2900), paymentIds: ["pi_1", "pi_2"] };
  const taken = ["pi_1", "pi_2", "pi_3"];
  expect(findPaidForNothing(atStripe({ taken, invoices: [twice] }))).toEqual([
    "payment pi_3 is of no paid invoice",
    "invoice in_1: pi_1,pi_2",
  ]);
});

it.each([
  ["a part", [back(4)], 0],
  ["two parts", [back(4), back(2)], 1],
  ["all", [back(500)], 100],
  ["more than all, by a refund and a dispute", [back(500), back(499)], 100],
])("knows how many credits go when %s of the money goes back", (_, parts, credits) => {
  expect(takenBack(worthOf(atStripe({ packs: [pack("pi_1")] })), parts).get("wallet")).toBe(credits);
});

it.each([
  ["a part", [back(29)], 10],
  ["all", [back(2900)], 1000],
  ["more than all", [back(2900), back(2899)], 1000],
])(
  "knows how many credits go when %s of a plan's money goes back, and leaves those of a trial",
  (_, parts, credits) => {
    const paid = worthOf(atStripe({ invoices: [invoice([line("il_1", 2900), line("il_2", 0)], 2900)] }));
    expect(takenBack(paid, parts).get("other")).toBe(credits);
    const free = worthOf(atStripe({ invoices: [invoice([line("il_2", 0)], 0)] }));
    expect(takenBack(free, parts).get("other")).toBeUndefined();
  },
);

it("notices the credits of a refunded plan that nobody took back", async () => {
  const walletId = await makeWallet();
  await grantOf(walletId, 1000);
  const stripe = atStripe({ invoices: [invoice([line("il_1", 2900)], 2900)] });
  const witness = new Witness();
  witness.subscribers.set("cus_1", walletId);
  expect(await compareWallets(stripe, witness)).toEqual([]);
  const refunded = await compareWallets({ ...stripe, back: [back(2900)] }, witness);
  expect(refunded).toEqual([`wallet ${walletId} has 1000 and must have 0`]);
});

it("notices a payment without its grant, a grant of another size, and one that is for nothing", async () => {
  const walletId = await makeWallet();
  const { paymentIntentId: right } = await makePurchase(walletId, 100);
  const { paymentIntentId: larger } = await makePurchase(walletId, 101);
  const { paymentIntentId: unpaid } = await makePurchase(walletId, 100);
  const packs = [pack(right, walletId), pack(larger, walletId), pack("pi_unheard", walletId)];
  const grant = { walletId, key: `pi:${larger}`, credits: 101 };
  expect(await compareGrants(atStripe({ packs }), new Witness())).toEqual([
    `pi:${larger} must be 100 credits and is ${JSON.stringify([grant])}`,
    "pi:pi_unheard must be 100 credits and is []",
    `grant pi:${unpaid} is for nothing that was paid`,
  ]);
});

it("notices a wallet that has more or less than it must, and an order that was charged twice", async () => {
  const walletId = await makeWallet();
  await grantOf(walletId, 90);
  const stripe = atStripe({ packs: [pack("pi_1", walletId, "order"), pack("pi_2", walletId, "order")] });
  const found = await compareWallets(stripe, new Witness());
  expect(found).toContain(`wallet ${walletId} has 90 and must have 200`);
  expect(findChargedTwice(stripe)).toEqual(["order order: pi_1,pi_2"]);
});
