import { z } from "zod";
import { headersForLibrary } from "./ask-library";
import { auth } from "./auth";
import type { Caller } from "./caller";
import { emailField, readInput } from "./credentials";
import { countTry } from "./limit-tries";
import { mailingAs, requireMail } from "./post-links";
import type { Refused } from "./refusals";

const requestResetForm = z.object({ email: emailField });

/**
 * Mails a single-use link to the address if it has an account, and answers the same if it has none. Refusals:
 * `input_invalid`, `mail_not_configured`, `too_many_tries`, `limits_unavailable`, all decided before the
 * address is looked up.
 */
export async function requestPasswordReset(caller: Caller, form: unknown): Promise<{ ok: true } | Refused> {
  const read = readInput(requestResetForm, form);
  if (!read.ok) return read;
  const { email } = read.input;
  const refused = requireMail() ?? (await countTry("mail_link", email, caller.headers));
  if (refused) return refused;
  await mailingAs(caller, () =>
    auth().api.requestPasswordReset({ body: { email }, headers: headersForLibrary(caller.headers) }),
  );
  return { ok: true };
}
