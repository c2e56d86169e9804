import fc from "fast-check";
import { expect, it } from "vitest";
import { checkInvariants } from "../check-invariants";
import type { Act } from "../testing/act";
import { expectSameState } from "../testing/compare";
import { findOrder, Recorder } from "../testing/history";
import { useOwnServer } from "../testing/own-server";
import { present, startOver, useProofClock } from "../testing/proof-clock";
import { timeoutOf, tryUntilTimeIsOver } from "../testing/proof-time";
import { RealWallet } from "../testing/real-wallet";
import { useTally } from "../testing/report";
import { persist, whileCutting, whileStopping, workThrough } from "../testing/siege";
import { anyCrowd, type Crowd } from "../testing/stories";
import { askWitness } from "../testing/witness";

const SHARE = 0.15;
const TIMEOUT_MS = 60_000;

const server = useOwnServer();
const tally = useTally();
useProofClock();

/** One story on one wallet, and afterwards everything that must hold. */
async function expectToSurvive(crowd: Crowd, siege: <T>(work: Promise<T>) => Promise<T>): Promise<void> {
  startOver();
  const wallet = await persist(server(), () => RealWallet.open());
  const work = workThrough(wallet, crowd, { server: server(), tally });
  const { pieces } = await siege(work);
  tally.stories++;
  const witness = await persist(server(), () => askWitness(wallet.id, pieces));
  expect(witness).toEqual({ lost: [], untold: [], twice: [] });
  const model = findOrder(pieces, { answersWereLost: true });
  model.bringUpToDate(present());
  await persist(server(), () => expectSameState(wallet, model));
  const violations = await persist(server(), checkInvariants);
  tally.violations += violations.length;
  expect(violations).toEqual([]);
}

it(
  "with connections cut at random, all that was acknowledged is there once, and what was not is done once when asked again",
  async () => {
    const story = fc.asyncProperty(anyCrowd({ acts: 8 }), (crowd) =>
      expectToSurvive(crowd, (work) => whileCutting(work, { server: server(), tally })),
    );
    await tryUntilTimeIsOver(SHARE, story);
    expect(tally.kills).toBeGreaterThan(0);
  },
  timeoutOf(SHARE),
);

it.each(["immediate shutdown", "kill -9"] as const)(
  "after the server was stopped hard by %s, the same holds",
  async (how) => {
    const story = fc.asyncProperty(
      anyCrowd({ acts: 8 }),
      fc.integer({ max: 300, min: 0 }),
      (crowd, afterMs) =>
        expectToSurvive(crowd, (work) => whileStopping(work, how, afterMs, { server: server(), tally })),
    );
    await tryUntilTimeIsOver(SHARE / 2, story);
    expect(tally.crashes).toBeGreaterThan(0);
  },
  timeoutOf(SHARE / 2),
);

it.each([
  ["on", "nothing"],
  ["off", "what was acknowledged last"],
] as const)(
  "with synchronous_commit %s a witness misses %s after a hard stop, and no invariant knows the difference",
  async (setting, missed) => {
    startOver();
    await server().setDurability(setting);
    const wallet = await RealWallet.open();
    const recorder = new Recorder();
    const acts: Act[] = [{ verb: "grant", name: "all", credits: 100, expiresAt: null }];
    for (let count = 0; count < 100; count++) acts.push({ verb: "spend", name: `${count}`, credits: 1 });
    for (const act of acts) await recorder.ask(act, present(), () => wallet.do(act));
    await server().stopHard("kill -9");
    const { lost } = await persist(server(), () => askWitness(wallet.id, recorder.pieces));
    expect(lost.includes("spend to version 101")).toBe(missed !== "nothing");
    expect(lost.length > 0).toBe(missed !== "nothing");
    expect(await persist(server(), checkInvariants)).toEqual([]);
  },
  TIMEOUT_MS,
);
