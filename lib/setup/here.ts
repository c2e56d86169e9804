import { env } from "@/lib/platform/env";
import { trySecretKey } from "@/lib/stripe/account";
import { fingerprintOf } from "@/lib/stripe/webhook-endpoints";

/** What rows of Stripe's can belong to: money that is real, test cards, or the stand-in on this machine. */
export type HomeMode = "live" | "test" | "emulator";

/**
 * Whose Stripe this process speaks to, as far as its environment tells, and how to ask for the rest: the account, null
 * when the key works and may not ask, and "unknown" while Stripe does not tell.
 */
export type Here = {
  mode: HomeMode;
  keyFingerprint: string;
  askAccount: () => Promise<string | null | "unknown">;
};

/** There is one emulator and it need not be asked: its start must not wait for it. */
export function hereNow(): Here {
  const { secretKey, emulated, livemode } = env().stripe;
  const keyFingerprint = fingerprintOf(secretKey);
  if (emulated) return { mode: "emulator", keyFingerprint, askAccount: async () => null };
  return { mode: livemode ? "live" : "test", keyFingerprint, askAccount };
}

async function askAccount(): Promise<string | null | "unknown"> {
  const answer = await trySecretKey();
  if (!answer.ok || answer.value.said === "unknown") return "unknown";
  return answer.value.said === "known" ? answer.value.account.id : null;
}
