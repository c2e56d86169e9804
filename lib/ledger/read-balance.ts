import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { changesDue } from "./changes-due";
import type { BalanceView } from "./views";

/**
 * What a wallet has now. One row, whatever the length of its history; only when the wallet says that holds have
 * ended or grants are past their date, and that is not written yet, what it will change is counted in, so that
 * nobody is shown credits that cannot be spent, or misses some that can. One statement, so all comes from the same
 * moment. Throws when there is no such wallet.
 */
export async function readBalance(walletId: string): Promise<BalanceView> {
  const [balance] = await sql()<BalanceView[]>`
    select wallets.available + coalesce(due.available, 0) as available,
           wallets.held + coalesce(due.held, 0) as held,
           wallets.owed + coalesce(due.owed, 0) as owed,
           wallets.version
    from wallets left join lateral (
      select sum(available)::bigint as available, sum(held)::bigint as held, sum(owed)::bigint as owed
      from (${changesDue(sql(), now())}) of_grants
    ) due on true
    where wallets.id = ${walletId}`;
  if (!balance) throw new Error(`wallet_not_found: ${walletId}`);
  return balance;
}
