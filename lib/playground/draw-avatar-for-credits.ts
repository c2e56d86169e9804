import { inTransaction } from "@/db/transaction";
import { captureHold } from "@/lib/ledger/capture-hold";
import { holdCredits } from "@/lib/ledger/hold-credits";
import { releaseHold } from "@/lib/ledger/release-hold";
import { drawAvatar } from "./draw-avatar";

export const AVATAR_CREDITS = 3;

type Job = { walletId: string; jobId: string; word: string };

/** Draws a word for 3 credits. A failure costs nothing. */
export async function drawAvatarForCredits(job: Job) {
  const { walletId, jobId, word } = job;

  // 1. Reserve the credits. The key makes a second try the same
  //    job: a double click or a lost answer never pays twice.
  const held = await inTransaction((tx) =>
    holdCredits(tx, {
      walletId,
      key: `avatar:${jobId}`,
      credits: AVATAR_CREDITS,
      reference: `avatar of ${word}`,
      forMs: 60_000,
    }),
  );
  if (!held.ok) return held;
  const hold = { walletId, holdId: held.holdId };

  // 2. Work, with no lock held. If the server dies here, the
  //    hold ends within a minute, and the credits are back.
  const avatar = drawAvatar(word);

  // 3. Take the credits for what was made, or give them back.
  if (!avatar.ok) {
    await inTransaction((tx) => releaseHold(tx, hold));
    return avatar;
  }
  const all = { ...hold, credits: null };
  const paid = await inTransaction((tx) => captureHold(tx, all));
  return paid.ok ? avatar : paid;
}
