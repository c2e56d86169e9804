import { headersForLibrary, refusalCodeOf } from "./ask-library";
import { auth } from "./auth";
import type { Caller } from "./caller";
import { countTry } from "./limit-tries";
import type { Person } from "./person";
import { mailingAs, requireMail } from "./post-links";
import { type Refused, refuseWith } from "./refusals";

/** Mails this person a new link to verify the address. Refusals: `mail_not_configured`, `too_many_tries`, `limits_unavailable`. */
export async function requestVerification(
  caller: Caller,
  { email }: Person,
): Promise<{ ok: true } | Refused> {
  const refused = requireMail() ?? (await countTry("mail_link", email, caller.headers));
  if (refused) return refused;
  await mailingAs(caller, () => auth().api.sendVerificationEmail({ body: { email } }));
  return { ok: true };
}

/**
 * Marks the address of the link as verified; again is the same answer. Refusals: `link_invalid` (forged,
 * expired, or the account is gone), `too_many_tries`, `limits_unavailable`.
 */
export async function verifyEmail(caller: Caller, token: unknown): Promise<{ ok: true } | Refused> {
  if (typeof token !== "string" || token.length === 0 || token.length > 2000)
    return refuseWith("link_invalid");
  const limited = await countTry("open_link", token, caller.headers);
  if (limited) return limited;
  try {
    await auth().api.verifyEmail({ query: { token }, headers: headersForLibrary(caller.headers) });
    return { ok: true };
  } catch (error) {
    refusalCodeOf(error);
    return refuseWith("link_invalid");
  }
}
