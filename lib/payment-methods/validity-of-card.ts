import { addMonths } from "@/lib/platform/add-months";

/** Whether a card can still be charged: `ends_soon` within two months, so that there is a renewal left to save. */
export type CardValidity = "valid" | "ends_soon" | "over";

const SOON_MONTHS = 2;

/** A card is good to the last day of the month printed on it; where that day ends is for its bank, so UTC will do. */
export function validityOfCard(card: { expMonth: number; expYear: number }, at: Date): CardValidity {
  const end = new Date(Date.UTC(card.expYear, card.expMonth, 1));
  if (end <= at) return "over";
  return end <= addMonths(at, SOON_MONTHS) ? "ends_soon" : "valid";
}
