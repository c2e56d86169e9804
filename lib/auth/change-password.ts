import { z } from "zod";
import { type CookieToSet, cookiesOf, headersForLibrary } from "./ask-library";
import { auth } from "./auth";
import type { Caller } from "./caller";
import { checkPassword } from "./check-password";
import { currentPasswordField, newPasswordField, readInput } from "./credentials";
import type { Person } from "./person";
import type { Refused } from "./refusals";

const changePasswordForm = z.object({ currentPassword: currentPasswordField, newPassword: newPasswordField });

/**
 * Sets a new password, ends every session, and starts a new one for the present device. Refusals:
 * `input_invalid`, `password_wrong`, `too_many_tries`, `limits_unavailable`.
 */
export async function changePassword(
  caller: Caller,
  person: Person,
  form: unknown,
): Promise<{ ok: true; cookies: CookieToSet[] } | Refused> {
  const read = readInput(changePasswordForm, form);
  if (!read.ok) return read;
  const checked = await checkPassword(caller, person, read.input.currentPassword);
  if (!checked.ok) return checked;
  const { headers } = await auth().api.changePassword({
    body: { ...read.input, revokeOtherSessions: true },
    headers: headersForLibrary(caller.headers),
    returnHeaders: true,
  });
  return { ok: true, cookies: cookiesOf(headers) };
}
