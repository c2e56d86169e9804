import { expect, it } from "vitest";
import { Witness } from "../witness";
import { compareChanges } from "./compare-changes";
import type { AtStripe, PaidInvoice } from "./read-stripe";

const CHANGE: PaidInvoice = {
  ...{ id: "in_1", customerId: "cus_1", isOfChange: true, paid: 2000, paymentIds: ["pi_1"] },
  lines: [
    { lineId: "il_1", amount: -900, priceName: "topup_starter_month_usd", isProration: true },
    { lineId: "il_2", amount: 2900, priceName: "topup_pro_month_usd", isProration: true },
  ],
};
const QUOTE = { walletId: "wallet", dueMinor: 2000, credits: 750 };

function witnessOf(quotes: Record<string, typeof QUOTE>, changed: string[]): Witness {
  const witness = new Witness();
  witness.subscribers.set("cus_1", "wallet");
  for (const [id, quote] of Object.entries(quotes)) witness.quotes.set(id, quote);
  for (const id of changed) witness.changed.add(id);
  return witness;
}
const stripe = (...invoices: PaidInvoice[]): AtStripe => ({ packs: [], invoices, taken: [], back: [] });

it("finds nothing against a change that was accepted, called done or not, and paid once", () => {
  expect(compareChanges(witnessOf({ one: QUOTE }, ["one"]), stripe(CHANGE))).toEqual([]);
  expect(compareChanges(witnessOf({ one: QUOTE }, []), stripe(CHANGE))).toEqual([]);
  expect(compareChanges(witnessOf({ one: QUOTE, other: QUOTE }, ["other"]), stripe(CHANGE))).toEqual([]);
});

it("notices a change that was called done and is not paid, or was paid as nobody was told", () => {
  const [unpaid = ""] = compareChanges(witnessOf({ one: QUOTE }, ["one"]), stripe());
  expect(unpaid).toContain("quote one was called done and is not paid");
  const other = { ...QUOTE, credits: 751 };
  const [charged = ""] = compareChanges(witnessOf({ one: other }, []), stripe(CHANGE));
  expect(charged).toContain("nobody accepted what was charged");
});

it("notices a change that was charged twice", () => {
  const found = compareChanges(witnessOf({ one: QUOTE }, ["one"]), stripe(CHANGE, { ...CHANGE, id: "in_2" }));
  expect(found).toHaveLength(1);
});
