import type { SettlementFacts } from "@/lib/stripe/payment-intent-facts";
import type { Difference } from "../step";
import type { StoredSettlement } from "./payment-rows";

type Booked = { walletId: string; settled: StoredSettlement };

/**
 * What money brought us, to the last unit, its fee and its exchange rate. A charge is booked some time after it
 * succeeded; until Stripe has done so there is nothing to compare.
 */
export function judgeSettlement(settlement: SettlementFacts | null, booked: Booked): Difference[] {
  if (!settlement || isSame(settlement, booked.settled)) return [];
  const { walletId, settled } = booked;
  return [{ kind: "settlement_differs", walletId, stripe: settlement, ours: settled, canHeal: true }];
}

function isSame(one: SettlementFacts, other: StoredSettlement): boolean {
  return (
    one.balanceTransactionId === other.balanceTransactionId &&
    one.currency === other.currency &&
    one.amountMinor === other.amountMinor &&
    one.feeMinor === other.feeMinor &&
    one.exchangeRate === other.exchangeRate
  );
}
