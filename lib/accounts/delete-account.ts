import { z } from "zod";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { forgetKeys } from "@/lib/api-keys/recent-keys";
import { type CookieToSet, cookiesOf, headersForLibrary } from "@/lib/auth/ask-library";
import { auth } from "@/lib/auth/auth";
import type { Caller } from "@/lib/auth/caller";
import { checkPassword } from "@/lib/auth/check-password";
import { currentPasswordField, readInput } from "@/lib/auth/credentials";
import type { Person } from "@/lib/auth/person";
import { type Refused, refuseWith } from "@/lib/auth/refusals";
import { removePerson } from "@/lib/auth/remove-person";
import { cancelOpenOrders } from "@/lib/checkout/cancel-open-orders";
import { endBilling } from "@/lib/subscriptions/end-billing";

const deleteAccountForm = z.object({ password: currentPasswordField });

/** How often something may begin in another tab while we end everything; whoever is faster than that is at work there. */
const ROUNDS_MAX = 3;

/**
 * Deletes the person, after everything that could charge them has ended: first their open orders, then at Stripe every
 * subscription, open invoice and the customer, then the person here. So there is no moment in which nobody is left to
 * ask and something is still charged. Nothing is stored about how far it came: whatever happens on the way, the account
 * is still there, and the same form goes on where it stopped (docs/decisions/0034).
 *
 * The wallet loses its owner and is closed; its ledger and payments stay, and a payment that was under way before is
 * still credited to it, visible to operators. Remaining credits and paid time are lost; the page warns. Refusals:
 * `input_invalid`, `password_wrong`, `too_many_tries`, `limits_unavailable`, `payment_in_progress`, `stripe_unavailable`.
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
  const refused = await endAndRemove(person);
  if (refused) return refused;
  forgetKeys();
  const { headers } = await auth().api.signOut({
    headers: headersForLibrary(caller.headers),
    returnHeaders: true,
  });
  return { ok: true, cookies: cookiesOf(headers) };
}

async function endAndRemove(person: Person): Promise<Refused | null> {
  for (let round = 1; round <= ROUNDS_MAX; round++) {
    const canceled = await cancelOpenOrders(person.walletId);
    if (!canceled.ok) return refuseWith(canceled.refusal);
    const ended = await endBilling(person.walletId);
    if (!ended.ok) return refuseWith(ended.refusal);
    const removed = await inTransaction((tx) => removeIfEnded(tx, person, ended.customerId));
    if (removed) return null;
  }
  return refuseWith("payment_in_progress");
}

/**
 * Removes the person unless another tab has begun something since: an order, or another customer at Stripe. Under the
 * wallet's lock neither can begin unseen, as an order refers to that row, and afterwards no session is left to begin
 * anything with.
 */
async function removeIfEnded(tx: Tx, person: Person, customerId: string | null): Promise<boolean> {
  const { walletId } = person;
  const [wallet] = await tx<{ customerId: string | null }[]>`
    select stripe_customer_id as "customerId" from wallets where id = ${walletId} for update`;
  if (wallet?.customerId !== customerId) return false;
  const [begun] = await tx`select 1 from orders where wallet_id = ${walletId} and status = 'open' limit 1`;
  if (begun) return false;
  await removePerson(tx, person);
  return true;
}
