import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { newOrder } from "@/lib/checkout/testing";
import { spendCredits } from "@/lib/ledger/spend-credits";
import { grantOf, makeWallet } from "@/lib/ledger/testing/people";
import { newId } from "@/lib/platform/ids";
import { Witness } from "../witness";
import { comparePurchases, compareRefunds, compareSpends } from "./compare-told";

useTestDatabase();

/** A spend as the API writes it, by somebody who has credits. */
async function spendByApi(key: string, credits: number): Promise<string> {
  const walletId = await makeWallet();
  await grantOf(walletId, 100);
  await inTransaction((tx) => spendCredits(tx, { walletId, key: `api:${key}`, credits, reference: null }));
  return walletId;
}

it("notices a spend that was acknowledged and is gone, is another, or was never acknowledged", async () => {
  const [right, other, untold, gone] = [newId(), newId(), newId(), newId()];
  const witness = new Witness();
  for (const key of [right, other, gone]) witness.asked.add(key);
  witness.toldSpend(right, await spendByApi(right, 5), 5);
  expect(await compareSpends(witness)).toEqual([]);
  witness.toldSpend(other, await spendByApi(other, 5), 6);
  witness.toldSpend(gone, await makeWallet(), 7);
  await spendByApi(untold, 1);
  expect(await compareSpends(witness)).toEqual([
    `spend ${other} is not what was acknowledged`,
    `spend ${gone} of 7 was acknowledged and is gone`,
    `spend ${untold} was written, and nobody asked for it`,
  ]);
});

it("notices a purchase that a page called credited and is not", async () => {
  const { walletId, orderId } = await newOrder();
  const witness = new Witness();
  witness.toldPurchase(orderId, { walletId, kind: "pack", credits: 100 });
  expect(await comparePurchases(witness)).toEqual([`pack order ${orderId} of 100 credits is not credited`]);
});

it("notices a request that gave money back twice, and one that was told of two refunds", () => {
  const witness = new Witness();
  witness.toldRefund("request", "re_1");
  const refund = (id: string) => ({ id, paymentId: "pi_1", amount: 5, requestId: "request" });
  const stripe = { packs: [], invoices: [], taken: [], back: [refund("re_1"), refund("re_2")] };
  expect(compareRefunds(witness, stripe)).toEqual(["request request of re_1 made re_1,re_2"]);
  witness.toldRefund("request", "re_2");
  expect(witness.faults).toEqual(["request request made re_1 and re_2"]);
});
