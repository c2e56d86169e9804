import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { useClock } from "@/lib/platform/clock";
import { checkInvariants } from "./check-invariants";
import { expireCredits } from "./expire-credits";
import { readBalance } from "./read-balance";
import { type ModelAnswer, ModelWallet } from "./testing/model";
import { grant, makeDebt, makeWallet, spend } from "./testing/people";

/**
 * Random work given to the ledger and to its model, which must agree after each step. `TOPUP_RUNS` sets how many
 * sequences are tried; the default takes a few seconds.
 */
const RUNS = Number(process.env.TOPUP_RUNS ?? 30);
const TIMEOUT_MS = 60_000 + RUNS * 500;
const HOUR = 3_600_000;
const START = Date.UTC(2030, 0, 1);

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

// Hours move by hand; within one, each look at the clock is a millisecond later, so that "oldest" has a meaning.
let hour = 0;
let ticks = 0;
const restoreClock = useClock(() => START + hour * HOUR + ticks++);
afterAll(restoreClock);

type Step =
  | { do: "grant"; key: string; credits: number; hours: number | null; copies: number }
  | { do: "spend"; key: string; credits: number; copies: number }
  | { do: "take back"; credits: number }
  | { do: "wait"; hours: number }
  | { do: "expire"; copies: number };

const copies = fc.integer({ min: 1, max: 3 });
const key = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
const credits = fc.integer({ min: 0, max: 40 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant("grant" as const),
        key,
        credits,
        hours: fc.option(fc.integer({ min: -1, max: 6 }), { nil: null }),
        copies,
      }),
    },
    { weight: 5, arbitrary: fc.record({ do: fc.constant("spend" as const), key, credits, copies }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("take back" as const), credits }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("expire" as const), copies }) },
  ),
  { minLength: 5, maxLength: 30 },
);

/** A date at half past an hour counted from the start, so that ticks never reach it. */
const dateOf = (hours: number | null) => (hours === null ? null : new Date(START + (hours + 0.5) * HOUR));
const present = () => START + hour * HOUR + HOUR / 4;

it(
  "the ledger agrees with its model after any work, each piece sent up to three times at once",
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (work) => {
        hour = 0;
        const walletId = await makeWallet();
        const model = new ModelWallet();
        for (const step of work) {
          await doBoth(walletId, model, step);
          await expectSameState(walletId, model);
        }
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

async function doBoth(walletId: string, model: ModelWallet, step: Step): Promise<void> {
  switch (step.do) {
    case "grant": {
      const expiresAt = dateOf(step.hours);
      const request = { sourceKey: step.key, credits: step.credits, expiresAt };
      const expected = repeat(step.copies, () =>
        model.grant(step.key, step.credits, expiresAt?.getTime() ?? null, present()),
      );
      const answers = await Promise.all(repeat(step.copies, () => grant(walletId, request)));
      return expectSameAnswers(walletId, answers, expected);
    }
    case "spend": {
      const expected = repeat(step.copies, () => model.spend(step.key, step.credits, present()));
      const answers = await Promise.all(repeat(step.copies, () => spend(walletId, step.key, step.credits)));
      return expectSameAnswers(walletId, answers, expected);
    }
    case "take back":
      return takeBackSpent(walletId, model, step.credits);
    case "wait":
      hour += step.hours;
      return;
    case "expire":
      model.expire(present());
      await Promise.all(repeat(step.copies, () => inTransaction((tx) => expireCredits(tx, walletId))));
  }
}

/**
 * A refund of credits already spent. What is left is spent first, for a refund takes from that before it makes
 * debt.
 */
async function takeBackSpent(walletId: string, model: ModelWallet, credits: number): Promise<void> {
  const left = model.available(present());
  const name = `before version ${model.version}`;
  expect((await spend(walletId, name, left)).ok).toBe(model.spend(name, left, present()).ok);
  const [first] = await sql()<{ id: string }[]>`
    select id from credit_grants where wallet_id = ${walletId} order by created_at limit 1`;
  if (!first || credits === 0) return;
  model.expire(present());
  await inTransaction((tx) => expireCredits(tx, walletId));
  model.takeBackSpent(credits);
  await makeDebt(walletId, { grantId: first.id, credits, at: new Date(present()) });
}

/** One of the copies did it and the others heard of it; which one is nobody's business. */
async function expectSameAnswers(
  walletId: string,
  answers: Awaited<ReturnType<typeof grant | typeof spend>>[],
  expected: ModelAnswer[],
): Promise<void> {
  const names = await sourceKeysOfGrants(walletId);
  const seen = answers.map((answer): ModelAnswer => {
    if (!answer.ok) return answer;
    const { ok, replayed, version } = answer;
    if ("repaid" in answer) return { ok, replayed, version, repaid: answer.repaid };
    const draws = answer.draws.map((draw): [string, number] => [names.get(draw.grantId) ?? "?", draw.amount]);
    return { ok, replayed, version, draws };
  });
  const firstFirst = (left: ModelAnswer, right: ModelAnswer) =>
    Number(left.ok && left.replayed) - Number(right.ok && right.replayed);
  expect(seen.sort(firstFirst)).toEqual(expected.sort(firstFirst));
}

async function expectSameState(walletId: string, model: ModelWallet): Promise<void> {
  const balance = await readBalance(walletId);
  expect(balance).toEqual({
    available: model.available(present()),
    held: 0,
    owed: model.owed,
    version: model.version,
  });
  const rows = await sql()<{ sourceKey: string; available: number }[]>`
    select source_key as "sourceKey", available from credit_grants
    where wallet_id = ${walletId} order by created_at`;
  expect([...rows]).toEqual(model.grants.map(({ sourceKey, left }) => ({ sourceKey, available: left })));
}

async function sourceKeysOfGrants(walletId: string): Promise<Map<string, string>> {
  const rows = await sql()<{ id: string; sourceKey: string }[]>`
    select id, source_key as "sourceKey" from credit_grants where wallet_id = ${walletId}`;
  return new Map(rows.map(({ id, sourceKey }) => [id, sourceKey]));
}

function repeat<T>(times: number, make: () => T): T[] {
  return Array.from({ length: times }, make);
}

/**
 * Everything at once, in whatever order the database chooses. Each answer carries the version it left the wallet
 * at, so the order can be read back; told to the model in that order, every answer must be the model's.
 */
it(
  "whatever is done at once happened in some order, and every answer fits that order",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 2, maxLength: 4 }), async (workers) => {
        hour = 0;
        const walletId = await makeWallet();
        const done: { version: number; replay: (model: ModelWallet) => ModelAnswer; answer: ModelAnswer }[] =
          [];
        await Promise.all(
          workers.map(async (work, worker) => {
            for (const step of work) {
              if (step.do !== "grant" && step.do !== "spend") continue;
              const name = `${worker} ${step.key}`;
              const isGrant = step.do === "grant";
              const answer = isGrant
                ? await grant(walletId, { sourceKey: name, credits: step.credits })
                : await spend(walletId, name, step.credits);
              if (!answer.ok || answer.replayed) continue;
              const replay = (model: ModelWallet) =>
                isGrant
                  ? model.grant(name, step.credits, null, present())
                  : model.spend(name, step.credits, present());
              done.push({
                version: answer.version,
                replay,
                answer: { ok: true, replayed: false, version: answer.version },
              });
            }
          }),
        );
        const model = new ModelWallet();
        for (const { replay, answer } of done.sort((left, right) => left.version - right.version))
          expect(replay(model)).toMatchObject(answer);
        expect(await readBalance(walletId)).toMatchObject({
          available: model.available(present()),
          version: model.version,
        });
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);
