import fc from "fast-check";
import { it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { expectSameState } from "../testing/compare";
import { findOrder, Recorder } from "../testing/history";
import { letPass, present, startOver, useProofClock } from "../testing/proof-clock";
import { timeoutOf, tryUntilTimeIsOver } from "../testing/proof-time";
import { RealWallet } from "../testing/real-wallet";
import { endWithInvariants, useTally } from "../testing/report";
import { anyCrowd } from "../testing/stories";

const SHARE = 0.2;

useTestDatabase();
useProofClock();
const tally = useTally();
endWithInvariants(tally);

it(
  "whatever is done at once happened in some order, and every answer fits that order, refusals too",
  async () => {
    const story = fc.asyncProperty(anyCrowd({ acts: 10 }), async (crowd) => {
      startOver();
      const wallet = await RealWallet.open();
      const recorder = new Recorder();
      for (const { workers, hours } of crowd) {
        await Promise.all(
          workers.map(async (acts) => {
            for (const act of acts) await recorder.ask(act, present(), () => wallet.do(act));
          }),
        );
        letPass(hours);
      }
      await wallet.do({ verb: "expire" });
      tally.stories++;
      tally.operations += recorder.pieces.length;
      tally.acknowledged += recorder.pieces.length;
      const model = findOrder(recorder.pieces);
      model.bringUpToDate(present());
      await expectSameState(wallet, model);
    });
    await tryUntilTimeIsOver(SHARE, story);
  },
  timeoutOf(SHARE),
);
