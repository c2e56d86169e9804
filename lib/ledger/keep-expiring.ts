import { keepDoing } from "@/lib/platform/keep-doing";
import { expireDueWallets } from "./expire-due-wallets";

const WALLETS_PER_TURN_MAX = 500;

/**
 * Brings due wallets up to date for as long as this server runs, and answers how to stop. Hosts without
 * long-running servers call the cron route instead; both at once do no harm.
 */
export function keepExpiring({ everyMs }: { everyMs: number }): () => void {
  return keepDoing(() => expireDueWallets({ limit: WALLETS_PER_TURN_MAX }), {
    everyMs,
    failure: "due wallets could not be brought up to date; the next turn tries again",
  });
}
