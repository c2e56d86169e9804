import fc from "fast-check";
import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { readBalance } from "../read-balance";
import type { Act } from "../testing/act";
import { anyAct } from "../testing/acts";
import { letPass, startOver, useProofClock } from "../testing/proof-clock";
import { timeoutOf, tryUntilTimeIsOver } from "../testing/proof-time";
import { RealWallet } from "../testing/real-wallet";
import { endWithInvariants, useTally } from "../testing/report";
import { anySteps, type Step } from "../testing/stories";

/** Laws that need no model: two ways of asking that must end with the same totals. */
const SHARE = 0.2 / 3;

useTestDatabase();
useProofClock();
const tally = useTally();
endWithInvariants(tally);

/** Does a story in a wallet of its own and answers what is left: totals, and how much of which grant. */
async function totalsAfter(steps: readonly Step[]) {
  startOver();
  const wallet = await RealWallet.open();
  for (const step of steps) {
    if ("hours" in step) letPass(step.hours);
    else for (let copy = 0; copy < step.copies; copy++) await count(wallet.do(step.act));
  }
  tally.stories++;
  await wallet.do({ verb: "expire" });
  const { version: _, ...totals } = await readBalance(wallet.id);
  return totals;
}

async function count(work: Promise<unknown>): Promise<void> {
  tally.operations++;
  await work;
  tally.acknowledged++;
}

const once = (act: Act): Step => ({ act, copies: 1 });
const grantOf = (name: string, credits: number): Step =>
  once({ verb: "grant", name, credits, expiresAt: null });

it(
  "doubling any piece of work changes nothing",
  async () => {
    const law = fc.asyncProperty(anySteps(), async (steps) => {
      const single = steps.map((step) => ("hours" in step ? step : { ...step, copies: 1 }));
      const double = steps.map((step) => ("hours" in step ? step : { ...step, copies: 2 }));
      expect(await totalsAfter(double)).toEqual(await totalsAfter(single));
    });
    await tryUntilTimeIsOver(SHARE, law);
  },
  timeoutOf(SHARE),
);

/** As long as nobody runs dry or passes a date, it does not matter who came first. */
it(
  "pieces of work that do not depend on each other may come in any order",
  async () => {
    const independent = fc.uniqueArray(anyAct(["grant", "spend", "hold", "adjust"]), {
      selector: (act) => `${act.verb} ${"name" in act ? act.name : ""}`,
      minLength: 2,
      maxLength: 10,
    });
    const two = independent.chain((acts) =>
      fc.tuple(fc.constant(acts), fc.shuffledSubarray(acts, { minLength: acts.length })),
    );
    const law = fc.asyncProperty(two, async ([acts, others]) => {
      const begin = grantOf("enough for all", 1_000);
      expect(await totalsAfter([begin, ...others.map(once)])).toEqual(
        await totalsAfter([begin, ...acts.map(once)]),
      );
    });
    await tryUntilTimeIsOver(SHARE, law);
  },
  timeoutOf(SHARE),
);

it(
  "a spend in two parts ends like the spend in one, also when it was held and captured in two",
  async () => {
    const law = fc.asyncProperty(
      anySteps(["grant", "spend", "reverse", "adjust"]),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 30 }),
      async (steps, one, two) => {
        const before = [...steps, grantOf("enough for both", 100), grantOf("and for debt", 2_000)];
        const spend = (name: string, credits: number) => once({ verb: "spend", name, credits });
        const held = (name: string, credits: number) => [
          once({ verb: "hold", name, credits: credits + 5, forMs: 1_800_000 }),
          once({ verb: "capture", hold: name, credits }),
        ];
        const whole = await totalsAfter([...before, spend("whole", one + two)]);
        expect(await totalsAfter([...before, spend("part one", one), spend("part two", two)])).toEqual(whole);
        expect(await totalsAfter([...before, ...held("part one", one), ...held("part two", two)])).toEqual(
          whole,
        );
      },
    );
    await tryUntilTimeIsOver(SHARE, law);
  },
  timeoutOf(SHARE),
);
