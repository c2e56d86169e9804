/** What the order of drawing looks at. Times as they are in the row; a grant without date never expires. */
export type DrawableGrant = {
  id: string;
  available: number;
  priority: number;
  expiresAt: Date | null;
  createdAt: Date;
};

/** Why a grant was used before the next one in line. */
export type DrawReason = "lower_priority_number" | "sooner_expiry" | "older" | "last_in_line";

/** How much of which grant, what is left of it, and why it was its turn. */
export type Draw = { grantId: string; amount: number; left: number; reason: DrawReason };

/** `missing` is what the grants could not cover; then nothing may be drawn. */
export type DrawPlan = { draws: Draw[]; missing: number };

/**
 * Decides which grants pay for an amount: the lower priority number first, then the one that expires soonest,
 * then the oldest; so that what would be lost soonest is used first. Pure: the same grants give the same plan.
 */
export function planDraw(grants: readonly DrawableGrant[], credits: number): DrawPlan {
  const line = grants.filter((grant) => grant.available > 0).sort(inDrawOrder);
  const draws: Draw[] = [];
  let missing = credits;
  for (const [index, grant] of line.entries()) {
    if (missing === 0) break;
    const amount = Math.min(grant.available, missing);
    missing -= amount;
    draws.push({
      grantId: grant.id,
      amount,
      left: grant.available - amount,
      reason: reasonBefore(grant, line[index + 1]),
    });
  }
  return { draws, missing };
}

function inDrawOrder(left: DrawableGrant, right: DrawableGrant): number {
  if (left.priority !== right.priority) return left.priority - right.priority;
  const [leftExpiry, rightExpiry] = [expiryMs(left), expiryMs(right)];
  if (leftExpiry !== rightExpiry) return leftExpiry < rightExpiry ? -1 : 1;
  const age = left.createdAt.getTime() - right.createdAt.getTime();
  if (age !== 0) return age;
  return left.id < right.id ? -1 : 1;
}

function reasonBefore(grant: DrawableGrant, next: DrawableGrant | undefined): DrawReason {
  if (!next) return "last_in_line";
  if (grant.priority !== next.priority) return "lower_priority_number";
  return expiryMs(grant) !== expiryMs(next) ? "sooner_expiry" : "older";
}

function expiryMs(grant: DrawableGrant): number {
  return grant.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
}
