import fc from "fast-check";
import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import type { Act } from "../testing/act";
import { expectSameState } from "../testing/compare";
import { ModelWallet } from "../testing/model";
import { letPass, present, startOver, useProofClock } from "../testing/proof-clock";
import { timeoutOf, tryUntilTimeIsOver } from "../testing/proof-time";
import { RealWallet } from "../testing/real-wallet";
import { endWithInvariants, useTally } from "../testing/report";
import { anySteps } from "../testing/stories";

const SHARE = 0.3;

useTestDatabase();
useProofClock();
const tally = useTally();
endWithInvariants(tally);

it(
  "the ledger agrees with its model after any work, each piece sent up to three times at once",
  async () => {
    const story = fc.asyncProperty(anySteps(), async (steps) => {
      startOver();
      const wallet = await RealWallet.open();
      const model = new ModelWallet();
      tally.stories++;
      for (const step of steps) {
        if ("hours" in step) letPass(step.hours);
        else await expectSameAnswers(wallet, model, step);
        await expectSameState(wallet, model);
      }
    });
    await tryUntilTimeIsOver(SHARE, story);
  },
  timeoutOf(SHARE),
);

/** One of the copies did it and the others heard of it; which one is nobody's business. */
async function expectSameAnswers(
  wallet: RealWallet,
  model: ModelWallet,
  { act, copies }: { act: Act; copies: number },
): Promise<void> {
  const times = Array.from({ length: copies });
  const expected = times.map(() => model.do(act, present()));
  const answers = await Promise.all(times.map(() => wallet.do(act)));
  tally.operations += copies;
  tally.acknowledged += answers.length;
  expect(sorted(answers)).toEqual(sorted(expected));
}

function sorted<Item>(items: Item[]): Item[] {
  return items.sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
