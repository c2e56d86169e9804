import { z } from "zod";
import { headersForLibrary, refusalCodeOf } from "./ask-library";
import { auth } from "./auth";
import type { Caller } from "./caller";
import { newPasswordField, readInput } from "./credentials";
import { countTry } from "./limit-tries";
import { type Refused, refuseWith } from "./refusals";

const resetForm = z.object({ token: z.string().max(200), password: newPasswordField });

/**
 * Sets a new password by the link of a mail, uses the link up and ends every session, in one transaction.
 * Refusals: `input_invalid`, `link_invalid` (unknown, used or expired), `too_many_tries`, `limits_unavailable`.
 */
export async function resetPassword(caller: Caller, form: unknown): Promise<{ ok: true } | Refused> {
  const read = readInput(resetForm, form);
  if (!read.ok) return read;
  const { token, password } = read.input;
  const limited = await countTry("open_link", token, caller.headers);
  if (limited) return limited;
  try {
    await auth().api.resetPassword({
      body: { token, newPassword: password },
      headers: headersForLibrary(caller.headers),
    });
    return { ok: true };
  } catch (error) {
    refusalCodeOf(error);
    return refuseWith("link_invalid");
  }
}
