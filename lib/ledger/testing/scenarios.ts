import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { useClock } from "@/lib/platform/clock";
import { checkInvariants } from "../check-invariants";
import { spendCredits } from "../spend-credits";
import type { Act } from "./act";
import { findOrder, Recorder } from "./history";
import { capture, grant, grantOf, hold, makeDebt, makeWallet, spend } from "./people";
import { RealWallet } from "./real-wallet";
import { askWitness } from "./witness";

/**
 * Situations in each of which one rule of the ledger is all that stands between right and wrong. A scenario answers
 * how its wrong was noticed: the constraint that refused it, the invariant it broke, or what the witness says. On the
 * real ledger the answer is always empty.
 */
export const SCENARIOS: Record<string, () => Promise<string[]>> = {
  async "two spends at once of credits that cover one"() {
    const walletId = await makeWallet();
    await grantOf(walletId, 100);
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const first = inTransaction(async (tx) => {
      await spendCredits(tx, { walletId, key: "first", credits: 60, reference: null });
      begun();
      await untilSomebodyWaitsForALock();
    });
    await hasBegun;
    return noticed(Promise.all([first, spend(walletId, "second", 60)]));
  },

  async "a hold of which a part is captured"() {
    const walletId = await makeWallet();
    await grantOf(walletId, 100);
    const held = await hold(walletId, "work", 60);
    return noticed(capture(walletId, held.ok ? held.holdId : "", 20));
  },

  async "a grant to somebody in debt"() {
    const walletId = await makeWallet();
    const grantId = await grantOf(walletId, 40);
    await spend(walletId, "all", 40);
    await makeDebt(walletId, { grantId, credits: 40 });
    return noticed(grant(walletId, { sourceKey: "next", credits: 100 }));
  },

  async "a refund that is told twice"() {
    const wallet = await RealWallet.open();
    const recorder = new Recorder();
    const refund: Act = { verb: "reverse", name: "refund", grant: "bought", credits: 30 };
    for (const act of [grantNamed("bought"), refund, refund])
      await recorder.ask(act, Date.now(), () => wallet.do(act));
    const { lost, twice } = await askWitness(wallet.id, recorder.pieces);
    return [...lost, ...twice, ...(await noticed(Promise.resolve().then(() => findOrder(recorder.pieces))))];
  },

  async "credits whose date has passed"() {
    const walletId = await makeWallet();
    await grantOf(walletId, 10, new Date(Date.now() + 3_600_000));
    const restore = useClock(() => Date.now() + 7_200_000);
    const found = await noticed(spend(walletId, "late", 10));
    restore();
    return found;
  },
};

function grantNamed(name: string): Act {
  return { verb: "grant", name, credits: 100, expiresAt: null };
}

/** How the wrong was noticed that this work did, if it did any. */
async function noticed(work: Promise<unknown>): Promise<string[]> {
  const refused = await work.then(
    () => [],
    (error: { constraint_name?: string; message: string }) => [error.constraint_name ?? error.message],
  );
  return [...refused, ...(await checkInvariants()).map(({ invariant }) => invariant)];
}

async function untilSomebodyWaitsForALock(): Promise<void> {
  const waiting = () => sql()`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await waiting()).length === 0);
}
