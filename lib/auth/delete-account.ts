import { z } from "zod";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { forgetKeys } from "@/lib/api-keys/recent-keys";
import { revokeAllApiKeys } from "@/lib/api-keys/revoke-api-key";
import { now } from "@/lib/platform/clock";
import { type CookieToSet, cookiesOf, headersForLibrary } from "./ask-library";
import { auth } from "./auth";
import type { Caller } from "./caller";
import { checkPassword } from "./check-password";
import { currentPasswordField, readInput } from "./credentials";
import type { Person } from "./person";
import type { Refused } from "./refusals";

const deleteAccountForm = z.object({ password: currentPasswordField });

/**
 * Deletes the person and keeps the money's history: the wallet loses its owner and is closed, its ledger and
 * payments stay, and a payment still under way is credited to it, visible to operators. Its API keys are revoked.
 * Remaining credits are lost; the page warns. Refusals: `input_invalid`, `password_wrong`, `too_many_tries`, `limits_unavailable`.
 */
export async function deleteAccount(
  caller: Caller,
  person: Person,
  form: unknown,
): Promise<{ ok: true; cookies: CookieToSet[] } | Refused> {
  const read = readInput(deleteAccountForm, form);
  if (!read.ok) return read;
  const checked = await checkPassword(caller, person, read.input.password);
  if (!checked.ok) return checked;
  await inTransaction((tx) => removePerson(tx, person));
  forgetKeys();
  const { headers } = await auth().api.signOut({
    headers: headersForLibrary(caller.headers),
    returnHeaders: true,
  });
  return { ok: true, cookies: cookiesOf(headers) };
}

/**
 * The wallet's row is locked first, as by every verb that touches one; then the person's, so that a sign-in at
 * the same moment waits and fails instead of leaving a session that keeps the person from going.
 */
async function removePerson(tx: Tx, { userId, walletId, email }: Person): Promise<void> {
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
