import type { PlanTerms } from "./plan-terms";

/** A line of a paid invoice as far as its worth depends on it. Money in minor units, negative when it credits. */
export type PricedLine = {
  id: string;
  amountMinor: number;
  kind: "period" | "proration" | "trial";
  terms: Pick<PlanTerms, "amountMinor" | "credits" | "trialCredits">;
};

/**
 * The policy of what lines of a paid invoice are worth: **credits follow the money**. A line brings the share of its
 * price's credits that its amount is of its price, rounded down; a line for a whole period brings exactly the
 * promised credits, for each of its quantity. A line that gives money back for time not used takes off what that
 * money was worth, from the other lines of the same invoice and never from what was granted before.
 *
 * So an upgrade in the middle of a period brings the difference of both plans for the rest of the period, and on
 * its last day nearly nothing, whatever was spent before. Lines of one change are made up first, then whole periods.
 * What more is taken off than the invoice brings is dropped: it would have to come out of a granted past.
 *
 * A discount on the invoice does not lessen credits: it is meant as a gift. A trial costs nothing and brings what its
 * price promises for one. Pure; the same lines in the same order give the same answer for ever.
 */
export function creditsOfLines(lines: readonly PricedLine[]): ReadonlyMap<string, number> {
  const worth = lines.map((line) => ({ line, credits: worthOf(line) }));
  let toTakeOff = worth.reduce((sum, { credits }) => sum + Math.max(-credits, 0), 0);
  const credited = new Map<string, number>();
  const first = worth.toSorted((left, right) => rankOf(left.line) - rankOf(right.line));
  for (const { line, credits } of first) {
    const takenOff = Math.min(toTakeOff, Math.max(credits, 0));
    toTakeOff -= takenOff;
    credited.set(line.id, Math.max(credits, 0) - takenOff);
  }
  return credited;
}

function rankOf({ kind }: PricedLine): number {
  return kind === "proration" ? 0 : 1;
}

/** Rounded towards less, so that the parts of a change never add up to more than the whole. */
function worthOf({ amountMinor, kind, terms }: PricedLine): number {
  if (kind === "trial") return terms.trialCredits;
  if (terms.amountMinor === 0) return 0;
  // The product can pass 2^53, and BigInt rounds towards zero: a credit that is taken off is rounded up.
  const product = BigInt(amountMinor) * BigInt(terms.credits);
  const price = BigInt(terms.amountMinor);
  const whole = product / price;
  return Number(product < 0n && product % price !== 0n ? whole - 1n : whole);
}
