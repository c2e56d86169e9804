import { z } from "zod";
import { type CookieToSet, cookiesOf, headersForLibrary, refusalCodeOf } from "./ask-library";
import { auth } from "./auth";
import type { Caller } from "./caller";
import { emailField, nameField, newPasswordField, readInput } from "./credentials";
import { countTry } from "./limit-tries";
import { mailingAs, requireMail } from "./post-links";
import { type Refused, refuseWith } from "./refusals";
import { rememberLocale } from "./remember-locale";

export const signUpForm = z.object({ name: nameField, email: emailField, password: newPasswordField });

const TAKEN = new Set(["USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL", "FAILED_TO_CREATE_USER"]);

/**
 * Makes an account with its wallet and signs the person in, so that buying can begin at once. A mail to verify
 * the address follows where mails can be sent. Refusals: `input_invalid`, `email_taken` (see
 * docs/decisions on why sign-up says so), `too_many_tries`, `limits_unavailable`.
 */
export async function signUp(
  caller: Caller,
  form: unknown,
): Promise<{ ok: true; cookies: CookieToSet[] } | Refused> {
  const read = readInput(signUpForm, form);
  if (!read.ok) return read;
  const { input } = read;
  const limited = await countTry("sign_up", input.email, caller.headers);
  if (limited) return limited;
  try {
    const { headers } = await auth().api.signUpEmail({
      body: input,
      headers: headersForLibrary(caller.headers),
      returnHeaders: true,
    });
    await rememberLocale(input.email, caller.locale);
    await postVerification(caller, input.email);
    return { ok: true, cookies: cookiesOf(headers) };
  } catch (error) {
    if (TAKEN.has(refusalCodeOf(error))) return refuseWith("email_taken");
    throw error;
  }
}

async function postVerification(caller: Caller, email: string): Promise<void> {
  if (requireMail()) return;
  await mailingAs(caller, () => auth().api.sendVerificationEmail({ body: { email } }));
}
