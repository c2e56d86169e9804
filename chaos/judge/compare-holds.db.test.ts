import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { captureHold } from "@/lib/ledger/capture-hold";
import { holdCredits } from "@/lib/ledger/hold-credits";
import { releaseHold } from "@/lib/ledger/release-hold";
import { grantOf, makeWallet } from "@/lib/ledger/testing/people";
import { newId } from "@/lib/platform/ids";
import { Witness } from "../witness";
import { compareHolds } from "./compare-holds";
import { compareWallets } from "./compare-money";

useTestDatabase();

const NOTHING = { packs: [], invoices: [], taken: [], back: [] };

async function makeHold(walletId: string): Promise<string> {
  const request = { walletId, key: newId(), credits: 10, reference: null };
  const held = await inTransaction((tx) => holdCredits(tx, request));
  if (!held.ok) throw new Error(held.refusal);
  return held.holdId;
}

async function makeHolder(): Promise<string> {
  const walletId = await makeWallet();
  await grantOf(walletId, 100);
  return walletId;
}

it("finds nothing against reservations that are as they were told, and counts what was captured as used", async () => {
  const walletId = await makeHolder();
  const [captured, released, open] = [
    await makeHold(walletId),
    await makeHold(walletId),
    await makeHold(walletId),
  ];
  await inTransaction((tx) => captureHold(tx, { walletId, holdId: captured, credits: 4 }));
  await inTransaction((tx) => releaseHold(tx, { walletId, holdId: released }));
  const witness = new Witness();
  for (const holdId of [captured, released, open])
    witness.toldHold(holdId, { holdId, walletId, credits: 10 });
  witness.toldCapture(captured, 4);
  witness.toldRelease(released);
  expect(await compareHolds(witness)).toEqual([]);
  expect(await compareWallets(NOTHING, witness)).toContain(`wallet ${walletId} has 96 and must have -4`);
});

it("notices reservations that are gone, that nobody was told of, or that ended otherwise than was told", async () => {
  const walletId = await makeHolder();
  const [untold, uncaptured, unreleased] = [
    await makeHold(walletId),
    await makeHold(walletId),
    await makeHold(walletId),
  ];
  const witness = new Witness();
  for (const holdId of ["gone", uncaptured, unreleased])
    witness.toldHold(holdId, { holdId, walletId, credits: 10 });
  witness.toldCapture(uncaptured, 10);
  witness.toldRelease(unreleased);
  const found = await compareHolds(witness);
  expect(found).toContain("reservation gone was acknowledged and is gone");
  expect(found).toContain(`reservation ${untold} was written, and its owner was told no`);
  const isOpen = JSON.stringify({ walletId, credits: 10, captured: 0, isReleased: false });
  for (const holdId of [uncaptured, unreleased])
    expect(
      found.filter((line) => line.startsWith(`reservation ${holdId} is ${isOpen} and must be`)),
    ).toHaveLength(1);
});

it("notices a reservation that was called two things", () => {
  const witness = new Witness();
  const hold = { walletId: "wallet", credits: 10 };
  witness.toldHold("key", { holdId: "one", ...hold });
  witness.toldHold("key", { holdId: "other", ...hold });
  witness.toldCapture("one", 4);
  witness.toldCapture("one", 5);
  witness.toldRelease("one");
  expect(witness.faults).toEqual([
    "reservation key is one and other",
    "reservation one was captured as 4 and 5",
    "reservation one was captured and released",
  ]);
});
