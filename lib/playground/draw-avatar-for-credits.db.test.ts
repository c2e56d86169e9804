import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { holdCredits } from "@/lib/ledger/hold-credits";
import { readBalance } from "@/lib/ledger/read-balance";
import { grant, makeWallet } from "@/lib/ledger/testing/people";
import { nowMs, useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { drawAvatar } from "./draw-avatar";
import { AVATAR_CREDITS, drawAvatarForCredits } from "./draw-avatar-for-credits";
import { findAvatarJob } from "./find-avatar-job";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

async function walletWith(credits: number): Promise<string> {
  const walletId = await makeWallet();
  await grant(walletId, { sourceKey: "adjustment:test", credits });
  return walletId;
}

describe("drawing an avatar for credits", () => {
  it("reserves, draws and takes 3 credits, and the ledger tells each step", async () => {
    const walletId = await walletWith(10);
    const job = { walletId, jobId: newId(), word: "Ada" };
    expect(await drawAvatarForCredits(job)).toEqual(drawAvatar("Ada"));
    expect(await readBalance(walletId)).toMatchObject({ available: 7, held: 0 });
    const found = await findAvatarJob(walletId, job.jobId);
    expect(found).toMatchObject({ word: "Ada", state: "captured" });
    expect(found?.operations.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["hold", AVATAR_CREDITS],
      ["capture", AVATAR_CREDITS],
    ]);
  });

  it("gives all credits back when the work fails", async () => {
    const walletId = await walletWith(10);
    const job = { walletId, jobId: newId(), word: "?!" };
    expect(await drawAvatarForCredits(job)).toEqual({ ok: false, refusal: "nothing_to_draw" });
    expect(await readBalance(walletId)).toMatchObject({ available: 10, held: 0 });
    const found = await findAvatarJob(walletId, job.jobId);
    expect(found).toMatchObject({ word: "?!", state: "released" });
    expect(found?.operations.map(({ kind }) => kind)).toEqual(["hold", "release"]);
  });

  it("pays once for a job that is sent ten times at once, and gives everybody the avatar", async () => {
    const walletId = await walletWith(30);
    const job = { walletId, jobId: newId(), word: "Ada" };
    const answers = await Promise.all(Array.from({ length: 10 }, () => drawAvatarForCredits(job)));
    expect(answers).toEqual(Array(10).fill(drawAvatar("Ada")));
    expect((await readBalance(walletId)).available).toBe(27);
  });

  it("fails a job that is sent ten times at once, and nothing is spent", async () => {
    const walletId = await walletWith(30);
    const job = { walletId, jobId: newId(), word: "…" };
    await Promise.all(Array.from({ length: 10 }, () => drawAvatarForCredits(job)));
    expect(await readBalance(walletId)).toMatchObject({ available: 30, held: 0 });
  });

  it("refuses without enough credits, and touches none", async () => {
    const walletId = await walletWith(AVATAR_CREDITS - 1);
    const job = { walletId, jobId: newId(), word: "Ada" };
    expect(await drawAvatarForCredits(job)).toEqual({ ok: false, refusal: "insufficient_credits" });
    expect(await readBalance(walletId)).toMatchObject({ available: AVATAR_CREDITS - 1, version: 1 });
    expect(await findAvatarJob(walletId, job.jobId)).toBeNull();
  });

  it("does not make another word of a job that was paid", async () => {
    const walletId = await walletWith(10);
    const job = { walletId, jobId: newId(), word: "Ada" };
    await drawAvatarForCredits(job);
    expect(await drawAvatarForCredits({ ...job, word: "Eve" })).toMatchObject({
      refusal: "idempotency_key_reused",
    });
    expect((await readBalance(walletId)).available).toBe(7);
  });

  it("takes nothing for a job whose server died at work: the hold ends by itself", async () => {
    const walletId = await walletWith(10);
    const job = { walletId, jobId: newId(), word: "Ada" };
    const key = `avatar:${job.jobId}`;
    const died = { walletId, key, credits: AVATAR_CREDITS, reference: "avatar of Ada", forMs: 60_000 };
    await inTransaction((tx) => holdCredits(tx, died));
    expect((await readBalance(walletId)).available).toBe(7);
    const later = nowMs() + 60_000;
    onTestFinished(useClock(() => later));
    expect(await readBalance(walletId)).toMatchObject({ available: 10, held: 0 });
    expect(await drawAvatarForCredits(job)).toEqual({ ok: false, refusal: "hold_expired" });
    expect(await findAvatarJob(walletId, job.jobId)).toMatchObject({ state: "expired" });
  });

  it("is told to nobody else", async () => {
    const walletId = await walletWith(10);
    const jobId = newId();
    await drawAvatarForCredits({ walletId, jobId, word: "Ada" });
    expect(await findAvatarJob(await makeWallet(), jobId)).toBeNull();
  });
});
