import { type Here, hereNow } from "@/lib/setup/here";
import { isMovable, readHome } from "@/lib/setup/stripe-home";
import { type Finding, found } from "./finding";

/**
 * Whether the database belongs to the Stripe account and mode of these keys. Unlike the start of a server it claims and
 * moves nothing: one that nobody has used yet is in order for any keys.
 */
export async function checkHome(here: Here = hereNow()): Promise<Finding[]> {
  const home = await readHome();
  if (!home || (await isMovable())) return [];
  if (home.mode !== here.mode)
    return [found("database_of_other_mode", { there: home.mode, here: here.mode })];
  if (home.accountId === null) return [];
  const account = await here.askAccount();
  if (account === null || account === "unknown" || account === home.accountId) return [];
  return [found("database_of_other_account", { there: home.accountId, here: account })];
}
