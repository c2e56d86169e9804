/** Grants of the model, and the credits of them that one piece of work is about. */
export type Grant = {
  name: string;
  left: number;
  held: number;
  expiresAt: number | null;
  amount: number;
  reversed: number;
};
export type Part = { grant: Grant; amount: number };

/** Takes credits one by one, each from the grant that expires soonest, of these the oldest. */
export function drawOneByOne(grants: readonly Grant[], credits: number): Part[] {
  const parts: Part[] = [];
  for (let drawn = 0; drawn < credits; drawn++) {
    const next = grants
      .filter(({ left }) => left > 0)
      .reduce((first, each) => (dateOf(each) < dateOf(first) ? each : first));
    next.left--;
    const part = parts.find(({ grant }) => grant === next);
    if (part) part.amount++;
    else parts.push({ grant: next, amount: 1 });
  }
  return parts;
}

/** Takes out what is past its date; answers how many grants that were. */
export function expireGrants(grants: readonly Grant[], at: number): number {
  const due = grants.filter((grant) => grant.left > 0 && dateOf(grant) <= at);
  for (const grant of due) grant.left = 0;
  return due.length;
}

/** Credits return to the grants they came from, and repay debt from there; `lines` is how many entries that takes. */
export function returnParts(parts: readonly Part[], owed: number): { repaid: number; lines: number } {
  let [repaid, lines] = [0, 0];
  for (const { grant, amount } of parts) {
    const back = Math.min(owed - repaid, amount);
    grant.held -= amount;
    grant.left += amount - back;
    repaid += back;
    lines += back > 0 ? 2 : 1;
  }
  return { repaid, lines };
}

function dateOf({ expiresAt }: Grant): number {
  return expiresAt ?? Number.POSITIVE_INFINITY;
}

export function sizeOf(parts: Part[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}

export function toPairs(parts: Part[]): [string, number][] {
  return parts.map(({ grant, amount }) => [grant.name, amount]);
}

/** The first so many credits of some parts, and the others. */
export function divide(parts: Part[], credits: number): [Part[], Part[]] {
  const taken: Part[] = [];
  let missing = credits;
  for (const { grant, amount } of parts) {
    taken.push({ grant, amount: Math.min(amount, missing) });
    missing -= Math.min(amount, missing);
  }
  const rest = parts.map(({ grant, amount }, index) => ({
    grant,
    amount: amount - (taken[index]?.amount ?? 0),
  }));
  const isSome = ({ amount }: Part) => amount > 0;
  return [taken.filter(isSome), rest.filter(isSome)];
}
