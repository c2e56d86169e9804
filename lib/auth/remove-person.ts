import type { Tx } from "@/db/client";
import { revokeAllApiKeys } from "@/lib/api-keys/revoke-api-key";
import { now } from "@/lib/platform/clock";
import type { Person } from "./person";

/**
 * Removes a person and keeps the money's history: the wallet loses its owner and is closed, its ledger and payments
 * stay. Its API keys are revoked. Nothing is done about what could still be charged: `lib/accounts` does that first.
 *
 * The wallet's row is locked first, as by every verb that touches one; then the person's, so that a sign-in at
 * the same moment waits and fails instead of leaving a session that keeps the person from going.
 */
export async function removePerson(tx: Tx, { userId, walletId, email }: Person): Promise<void> {
  const closedAt = now();
  await tx`update wallets set user_id = null, closed_at = ${closedAt}, updated_at = ${closedAt}
    where user_id = ${userId}`;
  await revokeAllApiKeys(tx, walletId);
  await tx`select id from users where id = ${userId} for update`;
  await tx`delete from sessions where user_id = ${userId}`;
  await tx`delete from accounts where user_id = ${userId}`;
  await tx`delete from verifications where value = ${userId}`;
  await tx`delete from local_mails where recipient = ${email}`;
  await tx`delete from users where id = ${userId}`;
}
