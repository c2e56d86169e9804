import { z } from "zod";
import { type CookieToSet, cookiesOf, headersForLibrary, refusalCodeOf } from "./ask-library";
import { auth } from "./auth";
import type { Caller } from "./caller";
import { currentPasswordField, emailField, readInput } from "./credentials";
import { countTry, forgetTry } from "./limit-tries";
import { type Refused, refuseWith } from "./refusals";
import { rememberLocale } from "./remember-locale";

export const signInForm = z.object({ email: emailField, password: currentPasswordField });

/**
 * Starts a new session. An unknown address and a wrong password are one refusal and take the same time.
 * Refusals: `input_invalid`, `credentials_wrong`, `too_many_tries`, `limits_unavailable`.
 */
export async function signIn(
  caller: Caller,
  form: unknown,
): Promise<{ ok: true; cookies: CookieToSet[] } | Refused> {
  const read = readInput(signInForm, form);
  if (!read.ok) return read;
  const { input } = read;
  const limited = await countTry("sign_in", input.email, caller.headers);
  if (limited) return limited;
  try {
    const { headers } = await auth().api.signInEmail({
      body: input,
      headers: headersForLibrary(caller.headers),
      returnHeaders: true,
    });
    await rememberLocale(input.email, caller.locale);
    await forgetTry("sign_in", input.email, caller.headers);
    return { ok: true, cookies: cookiesOf(headers) };
  } catch (error) {
    refusalCodeOf(error);
    return refuseWith("credentials_wrong");
  }
}
