/**
 * The credits of a grant that belong to a part of the money it was bought with, rounded down: in favour of the person
 * while something of the payment is left, and exactly all of them for all of the money. Always of the whole sum that
 * went back, never of one refund alone; so parts add up, however many there are and in whatever order they come.
 */
export function shareOfCredits(credits: number, backMinor: number, paidMinor: number): number {
  const back = Math.min(backMinor, paidMinor);
  return Number((BigInt(credits) * BigInt(back)) / BigInt(paidMinor));
}
