import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { hashOf, keyOf, type SpendRequest, type Spent } from "./spend-credits";

const UNDEFINED_FUNCTION = "42883";

/** Some databases have no stored functions. Then every spend takes the ordinary way. */
let isMissing = false;

/**
 * `spendCredits` for plain cases, in one statement that is a transaction of its own: any number of spends of one
 * wallet, one after the other, all of them written or none. Plain is a spend that the first grant in draw order
 * pays and keeps credits, in a wallet where nothing is due, under a free key. Null, with nothing written, for each
 * that is not; and for all of them when the statement failed, whatever the reason, even when it may have been
 * written and only the answer was lost. `spendCredits` decides then: its keys see to it that nothing is spent twice.
 */
export async function spendPlainly(
  walletId: string,
  requests: readonly SpendRequest[],
): Promise<(Spent | null)[]> {
  const none = requests.map(() => null);
  if (isMissing) return none;
  try {
    const rows = await write(walletId, requests);
    return rows.map(({ version, grantId }, index) => {
      const amount = requests[index]?.credits;
      if (version === null || grantId === null || amount === undefined) return null;
      return { replayed: false, version, draws: [{ grantId, amount }] };
    });
  } catch (error) {
    isMissing = (error as { code?: unknown } | null)?.code === UNDEFINED_FUNCTION;
    return none;
  }
}

function write(walletId: string, requests: readonly SpendRequest[]) {
  return sql()<{ version: number | null; grantId: string | null }[]>`
    select spent.version, spent.grant_id as "grantId"
    from unnest(
      ${requests.map(keyOf)}::text[], ${requests.map(({ credits }) => credits)}::bigint[],
      ${requests.map(({ reference }) => reference)}::text[], ${requests.map(hashOf)}::text[],
      ${requests.map(newId)}::uuid[]
    ) with ordinality as asked (key, credits, reference, request_hash, fact_id, position)
    cross join lateral spend_plainly(
      ${walletId}::uuid, asked.key, asked.credits, asked.reference, asked.request_hash, ${now()}::timestamptz,
      asked.fact_id
    ) as spent
    order by asked.position`;
}
