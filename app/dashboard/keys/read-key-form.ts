import { z } from "zod";
import { textOf } from "@/app/_accounts/describe-refusal";
import { isApiKeyScope } from "@/lib/api-keys/scopes";
import { nowMs } from "@/lib/platform/clock";
import { isId, newId } from "@/lib/platform/ids";

/** How long a new key works, in days, as the form offers it; the first is what the form proposes. */
export const KEY_EXPIRIES = ["never", "30", "90", "365"] as const;

const DAY_MS = 24 * 60 * 60 * 1000;

// The form offers no other; whoever makes one up gets the shortest.
const expiryField = z.enum(KEY_EXPIRIES).catch("30");
const idField = z.string().refine(isId).catch(newId);

/** What the form of a new key asks for, from anyone. The rules about it are checked where keys are made. */
export function readKeyForm(form: FormData) {
  const expiry = expiryField.parse(textOf(form, "expiry"));
  const expiresAt = expiry === "never" ? null : new Date(nowMs() + Number(expiry) * DAY_MS);
  return {
    id: idField.parse(textOf(form, "id")),
    name: textOf(form, "name") ?? "",
    scopes: form.getAll("scope").filter(isApiKeyScope),
    expiry,
    expiresAt,
  };
}
