import fc from "fast-check";
import { it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import type { Act } from "../testing/act";
import { expectSameState } from "../testing/compare";
import { findOrder, Recorder } from "../testing/history";
import { HOUR, halfPast, letPass, present, startOver, useProofClock } from "../testing/proof-clock";
import { timeoutOf, tryUntilTimeIsOver } from "../testing/proof-time";
import { RealWallet } from "../testing/real-wallet";
import { endWithInvariants, useTally } from "../testing/report";
import { anyCrowd, type Crowd } from "../testing/stories";

const SHARE = 0.2;

useTestDatabase();
useProofClock();
const tally = useTally();
endWithInvariants(tally);

/** One story on one wallet, and afterwards an order in which it can have happened. */
async function expectSomeOrder(crowd: Crowd): Promise<void> {
  startOver();
  const wallet = await RealWallet.open();
  const recorder = new Recorder();
  const ask = (act: Act) => recorder.ask(act, present(), () => wallet.do(act));
  for (const { workers, hours } of crowd) {
    await Promise.all(
      workers.map(async (acts) => {
        for (const act of acts) await ask(act);
      }),
    );
    await ask({ verb: "expire" });
    letPass(hours);
  }
  await wallet.do({ verb: "expire" });
  tally.stories++;
  tally.operations += recorder.pieces.length;
  tally.acknowledged += recorder.pieces.length;
  const model = findOrder(recorder.pieces);
  model.bringUpToDate(present());
  await expectSameState(wallet, model);
}

it("an hour in which all is refused still ends what was due in it", async () => {
  const begin: Act[] = [
    { verb: "grant", name: "a", credits: 10, expiresAt: halfPast(1) },
    { verb: "hold", name: "a", credits: 4, forMs: 2.5 * HOUR },
  ];
  await expectSomeOrder([
    { hours: 2, workers: [begin] },
    { hours: 1, workers: [[{ verb: "spend", name: "a", credits: 99 }]] },
  ]);
});

it(
  "whatever is done at once happened in some order, and every answer fits that order, refusals too",
  async () => {
    await tryUntilTimeIsOver(SHARE, fc.asyncProperty(anyCrowd({ acts: 10 }), expectSomeOrder));
  },
  timeoutOf(SHARE),
);
