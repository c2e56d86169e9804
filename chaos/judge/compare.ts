import { checkInvariants } from "@/lib/ledger/check-invariants";
import type { Witness } from "../witness";
import type { Check } from "./check";
import { compareChanges } from "./compare-changes";
import { compareEvents } from "./compare-events";
import { compareHolds } from "./compare-holds";
import { compareGrants, compareWallets, findChargedTwice, findPaidForNothing } from "./compare-money";
import { comparePurchases, compareRefunds, compareSpends } from "./compare-told";
import { findSecondPlans } from "./find-second-plans";
import { readStripe } from "./read-stripe";

/** Everything that must hold when all is quiet again, each from a witness that did not hear of it from our tables. */
export async function compareAll(witness: Witness): Promise<Check[]> {
  const stripe = await readStripe([...witness.subscribers.keys()]);
  const violations = await checkInvariants();
  return [
    { name: "every invariant of the ledger holds", found: violations.map((one) => JSON.stringify(one)) },
    { name: "nobody was told two different things", found: witness.faults },
    { name: "every acknowledged spend is there, once, and no other", found: await compareSpends(witness) },
    { name: "every reservation is there, and ended as was told", found: await compareHolds(witness) },
    { name: "whatever a page called credited is credited", found: await comparePurchases(witness) },
    {
      name: "everything paid at Stripe has exactly one grant of its worth, and nothing else has one",
      found: await compareGrants(stripe, witness),
    },
    { name: "no order was charged twice", found: findChargedTwice(stripe) },
    { name: "no money of a plan was taken without an invoice", found: findPaidForNothing(stripe) },
    {
      name: "every change of plan was charged as its quote said, once",
      found: compareChanges(witness, stripe),
    },
    { name: "nobody pays for two plans at once", found: await findSecondPlans() },
    { name: "no request gave money back twice", found: compareRefunds(witness, stripe) },
    {
      name: "every wallet has what was paid for, less what was spent and what went back",
      found: await compareWallets(stripe, witness),
    },
    { name: "every event of ours is in the inbox and has ended well", found: await compareEvents() },
  ];
}
