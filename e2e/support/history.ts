import { sql } from "@/db/client";
import { capture, grant, holdOf, release, spend } from "@/lib/ledger/testing/people";
import { useClock as setClock } from "@/lib/platform/clock";
import { walletOf } from "./wallet";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The moment at which the past is lived; null for the present. */
let then: number | null = null;
setClock(() => then ?? Date.now());

/** Gives somebody a past of a few weeks: gifts, spends with and without a word, reservations, and what expired. */
export async function livePast(email: string): Promise<void> {
  const walletId = await walletOf(email);
  then = Date.now() - 20 * DAY_MS;
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
  const gift = (sourceKey: string, credits: number, expiresAt: Date | null) =>
    grant(walletId, { sourceKey, credits, expiresAt, reference: `a ${sourceKey} gift` });
  await gift("short", 100, inDays(-10));
  await gift("soon", 100, inDays(9));
  await gift("lasting", 500, null);
  for (let day = 1; day <= 8; day++) {
    then += DAY_MS;
    await spend(walletId, `day ${day}`, 2 * day, day % 2 === 0 ? `Portrait ${day}` : null);
  }
  await capture(walletId, await holdOf(walletId, 10), 6);
  await release(walletId, await holdOf(walletId, 5));
  then += 8 * DAY_MS;
  await spend(walletId, "film", 60, "Render the film");
  then = null;
}

/** Enough small spends, at once, for several pages of activity. */
export async function spendOften(email: string, times: number): Promise<void> {
  const walletId = await walletOf(email);
  for (let time = 1; time <= times; time++) await spend(walletId, `often ${time}`, 1, `Job ${time}`);
}

/** How many credits the file says are available, by adding up its lines. */
export function sumOfFile(text: string): number {
  const [head = "", ...lines] = text.trimEnd().split("\r\n");
  const at = head.split(",").indexOf("change_of_available");
  return lines.reduce((sum, line) => sum + Number(line.split(",")[at]), 0);
}

export async function availableOf(email: string): Promise<number> {
  const walletId = await walletOf(email);
  const [wallet] = await sql()<{ available: number }[]>`select available from wallets where id = ${walletId}`;
  return wallet?.available ?? 0;
}
