import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { BalanceView } from "./views";

/**
 * What a wallet has now. One row, whatever the length of its history; only when the wallet says that grants are
 * past their date and not yet expired, those are taken off, so that nobody is shown credits that cannot be
 * spent. One statement, so both come from the same moment. Throws when there is no such wallet.
 */
export async function readBalance(walletId: string): Promise<BalanceView> {
  const at = now();
  const [balance] = await sql()<BalanceView[]>`
    select held, owed, version,
      available - case when next_expiry_at <= ${at}
        then (select coalesce(sum(grants.available), 0)::bigint from credit_grants grants
              where grants.wallet_id = wallets.id and grants.available > 0 and grants.expires_at <= ${at})
        else 0 end as available
    from wallets where id = ${walletId}`;
  if (!balance) throw new Error(`wallet_not_found: ${walletId}`);
  return balance;
}
