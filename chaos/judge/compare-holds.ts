import { sql } from "@/db/client";
import type { Witness } from "../witness";

type Row = { id: string; walletId: string; credits: number; captured: number; isReleased: boolean };

/**
 * Every reservation that somebody was told of is there, and none that nobody was; what was called captured is, of that
 * size, and nothing else was; what was called released is.
 */
export async function compareHolds({ holds, captures, released }: Witness): Promise<string[]> {
  const rows = await sql()<Row[]>`
    select id, wallet_id as "walletId", amount as credits, captured, released_at is not null as "isReleased"
    from credit_holds where grant_id is null`;
  const found = new Map(rows.map((row) => [row.id, row]));
  const gone = [...holds.keys()].filter((id) => !found.has(id));
  const untold = rows.filter(({ id }) => !holds.has(id));
  return [
    ...gone.map((id) => `reservation ${id} was acknowledged and is gone`),
    ...untold.map(({ id }) => `reservation ${id} was written, and its owner was told no`),
    ...rows.flatMap((row) => {
      const told = holds.get(row.id);
      const expected = {
        ...{ walletId: told?.walletId ?? row.walletId, credits: told?.credits ?? row.credits },
        ...{ captured: captures.get(row.id) ?? 0, isReleased: row.isReleased || released.has(row.id) },
      };
      const { id, ...is } = row;
      const isSame = JSON.stringify(is) === JSON.stringify(expected);
      return isSame
        ? []
        : [`reservation ${id} is ${JSON.stringify(is)} and must be ${JSON.stringify(expected)}`];
    }),
  ];
}
