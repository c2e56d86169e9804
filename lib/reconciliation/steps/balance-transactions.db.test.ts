import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { newOrder } from "@/lib/checkout/testing";
import { now } from "@/lib/platform/clock";
import type { BalanceMoveFacts } from "@/lib/stripe/list-balance-transactions";
import { balanceTransactions } from "./balance-transactions";

useTestDatabase();

const NOTHING = [{ differences: [], isKnown: false, counted: [] }];

describe("what moved our balance for an order that is not paid", () => {
  it("is nothing to settle while the bank has not decided about its debit", async () => {
    expect(await compare({ type: "payment", hasSucceeded: false, amountMinor: 500 })).toEqual(NOTHING);
  });

  it("is nothing to settle when a debit failed and its money is taken off again", async () => {
    const failed = { type: "payment_failure_refund", hasSucceeded: false, amountMinor: -500 };
    expect(await compare(failed)).toEqual(NOTHING);
  });

  it("is to be settled when the debit succeeded", async () => {
    const [verdict] = await compare({ type: "payment", hasSucceeded: true, amountMinor: 500 });
    expect(verdict?.differences).toMatchObject([{ kind: "money_not_settled", canHeal: true }]);
  });
});

type Moved = { type: string; hasSucceeded: boolean; amountMinor: number };

async function compare({ type, hasSucceeded, amountMinor }: Moved) {
  const { walletId, orderId } = await newOrder();
  const settlement = { currency: "usd", amountMinor, feeMinor: 0, exchangeRate: null };
  const money = { currency: "usd", customerId: null, walletId, orderId };
  const move: BalanceMoveFacts = {
    ...{ id: "txn_1", type, createdAt: now(), settlement: { balanceTransactionId: "txn_1", ...settlement } },
    charge: { id: "py_1", paymentIntentId: `pi_${orderId}`, hasSucceeded, ...money },
  };
  return balanceTransactions.compare(everything(), [move]);
}

/** A run without bounds. */
function everything() {
  const at = now();
  return {
    ...{ id: "0", livemode: false, days: null, since: null, until: at, startedAt: at, lease: "0" },
    ...{ step: "balance_transactions", cursor: null, totals: {}, listed: 0, deadline: at.getTime() },
  };
}
