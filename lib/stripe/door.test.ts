import { afterEach, expect, test } from "vitest";
import { askPastDoor, askStripe } from "./ask-stripe";
import { type DoorVerdict, findDoorFault, guardDoor, knownDoorFault } from "./door";

afterEach(() => guardDoor(null));

/** A keeper that gives these verdicts one after the other, and counts how often it was asked. */
function keeper(...verdicts: (DoorVerdict | Error)[]) {
  const counted = { asked: 0 };
  guardDoor(async () => {
    const verdict = verdicts[counted.asked++];
    if (!verdict || verdict instanceof Error) throw verdict ?? new Error("asked too often");
    return verdict;
  });
  return counted;
}

const FOR_GOOD = { open: true, forMs: Number.POSITIVE_INFINITY } as const;
const call = () => askStripe("test", async () => "answer");

test("without a keeper the door is open", () => {
  expect(findDoorFault()).toBeNull();
});

test("the keeper is asked once by all who come at first, and nobody waits afterwards", async () => {
  const counted = keeper(FOR_GOOD);
  expect(await Promise.all([findDoorFault(), findDoorFault(), call()])).toEqual([
    ...[null, null],
    { ok: true, value: "answer" },
  ]);
  expect(findDoorFault()).toBeNull();
  expect(counted.asked).toBe(1);
});

test("behind a closed door Stripe is not asked, by anybody but the keeper", async () => {
  const counted = keeper({ open: false, fault: "database_of_other_mode" });
  let asked = 0;
  const trouble = { kind: "unavailable", reason: "database_of_other_mode", replayed: false };
  for (let time = 0; time < 2; time++)
    expect(await askStripe("test", async () => ++asked)).toEqual({ ok: false, trouble });
  expect([asked, counted.asked, knownDoorFault()]).toEqual([0, 1, "database_of_other_mode"]);
  expect(await askPastDoor("test", async () => ++asked)).toEqual({ ok: true, value: 1 });
});

test("a keeper that cannot find out keeps the door closed and is asked again", async () => {
  const counted = keeper(new Error("the database is away"), FOR_GOOD);
  expect(await call()).toMatchObject({ ok: false, trouble: { reason: "database_unavailable" } });
  expect(knownDoorFault()).toBeNull();
  expect(await call()).toEqual({ ok: true, value: "answer" });
  expect(counted.asked).toBe(2);
});

test("a door that is open for now is looked at again while everybody goes through", async () => {
  const counted = keeper({ open: true, forMs: 0.001 }, { open: false, fault: "database_of_other_account" });
  await findDoorFault();
  let asked: null | Promise<string | null> = null;
  while (knownDoorFault() === null) {
    asked = findDoorFault();
    if (knownDoorFault() === null) expect(asked).toBeNull();
    await new Promise(setImmediate);
  }
  expect(await findDoorFault()).toBe("database_of_other_account");
  expect(counted.asked).toBe(2);
});
