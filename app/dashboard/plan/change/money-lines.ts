import type { QuoteView } from "@/lib/subscriptions/views";

export type MoneyLine = {
  key: "rest" | "wholePeriod" | "unused" | "discount" | "balance" | "debt" | "carriedOwed" | "carriedOwn";
  /** As it counts towards what is due: what lessens it is negative. */
  amountMinor: number;
};

/** The parts of what is due today, in the order in which one adds them up. They always come to what is due. */
export function moneyLines(quote: QuoteView): MoneyLine[] {
  const { chargeMinor, creditMinor, discountMinor, balanceUsedMinor, carriedMinor, restarts } = quote;
  const lines: MoneyLine[] = [
    { key: restarts ? "wholePeriod" : "rest", amountMinor: chargeMinor },
    { key: "unused", amountMinor: -creditMinor },
    { key: "discount", amountMinor: -discountMinor },
    { key: balanceUsedMinor < 0 ? "debt" : "balance", amountMinor: -balanceUsedMinor },
    { key: carriedMinor < 0 ? "carriedOwn" : "carriedOwed", amountMinor: -carriedMinor },
  ];
  return lines.filter(({ amountMinor }) => amountMinor !== 0);
}
