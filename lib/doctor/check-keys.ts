import type { Env } from "@/lib/platform/env";
import { type AccountFacts, tryPublishableKey, trySecretKey } from "@/lib/stripe/account";
import { type Finding, found } from "./finding";

/** In the keys of today an account's own characters come first; older keys do not tell whose they are. */
const ACCOUNT_IN_KEY = /^[a-z]{2}_(?:test|live)_51([A-Za-z0-9]{14})/;

/** The keys: whether Stripe knows both, whose they are, and whether that account can take money. Asks Stripe. */
export async function checkKeys({ stripe }: Env): Promise<Finding[]> {
  const { secretKey, publishableKey, livemode } = stripe;
  if (!secretKey || !publishableKey) return [found("keys_not_tried")];
  const [secret, publishable] = await Promise.all([trySecretKey(), tryPublishableKey()]);
  if (!secret.ok || !publishable.ok) return [found("stripe_not_reached", { where: whereOf(stripe) })];
  const wrong = [
    secret.value.said === "unknown" && found("secret_key_unknown"),
    secret.value.said === "not_allowed" && found("secret_key_not_allowed"),
    publishable.value === "unknown" && found("publishable_key_unknown"),
    areOfTwoAccounts(secretKey, publishableKey) && found("publishable_key_of_another_account"),
    secret.value.said === "known" &&
      !secret.value.account.chargesEnabled &&
      found(livemode ? "account_cannot_charge" : "account_not_activated", nameOf(secret.value.account)),
  ].filter((one) => one !== false);
  if (wrong.length > 0 || secret.value.said !== "known") return wrong;
  return [found("keys_in_order", { ...nameOf(secret.value.account), mode: livemode ? "live" : "test" })];
}

function areOfTwoAccounts(secretKey: string, publishableKey: string): boolean {
  const [one, other] = [secretKey, publishableKey].map((key) => ACCOUNT_IN_KEY.exec(key)?.[1]);
  return one !== undefined && other !== undefined && one !== other;
}

function nameOf({ id, name }: AccountFacts): { account: string } {
  return { account: name ? `${name} (${id})` : id };
}

function whereOf({ apiBase }: Env["stripe"]): string {
  return apiBase ?? "https://api.stripe.com";
}
