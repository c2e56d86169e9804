import { headersForLibrary, refusalCodeOf } from "./ask-library";
import { auth } from "./auth";
import type { Caller } from "./caller";
import { countTry, forgetTry } from "./limit-tries";
import type { Person } from "./person";
import { type Refused, refuseWith } from "./refusals";

/**
 * Asks a signed-in person for the password again, before something that an open laptop must not be enough
 * for. Refusals: `password_wrong`, `too_many_tries`, `limits_unavailable`.
 */
export async function checkPassword(
  { headers }: Caller,
  { userId }: Person,
  password: string,
): Promise<{ ok: true } | Refused> {
  const limited = await countTry("password_check", userId, headers);
  if (limited) return limited;
  try {
    await auth().api.verifyPassword({ body: { password }, headers: headersForLibrary(headers) });
    await forgetTry("password_check", userId, headers);
    return { ok: true };
  } catch (error) {
    refusalCodeOf(error);
    return refuseWith("password_wrong");
  }
}
