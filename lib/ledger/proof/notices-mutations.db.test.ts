import { describe, expect, inject, it } from "vitest";
import { Mutant, type Mutation } from "../testing/mutants";
import { SCENARIOS } from "../testing/scenarios";

const TIMEOUT_MS = 90_000;

async function runOn(mutation: Mutation | null, scenarios: readonly string[]) {
  const broker = inject("databaseServer");
  const url = await (await fetch(broker, { method: "POST" })).text();
  const mutant = new Mutant(mutation);
  try {
    return await mutant.run(scenarios, url);
  } finally {
    mutant.remove();
    await fetch(broker + new URL(url).pathname, { method: "DELETE" });
  }
}

/** Each rule, the scenario that needs it, and who notices when it is gone. */
const MUTATIONS: [string, string, string, Mutation][] = [
  [
    "the lock of the wallet",
    "two spends at once of credits that cover one",
    "wallet_totals_not_negative",
    {
      file: "lib/ledger/lock-wallet.ts",
      from: " for update`",
      to: "`",
    },
  ],
  [
    "the rest of a capture",
    "a hold of which a part is captured",
    "open_holds_equal_held",
    { file: "lib/ledger/capture-hold.ts", from: "movesOfReturn(rest, ", to: "movesOfReturn([], " },
  ],
  [
    "debt before credits",
    "a grant to somebody in debt",
    "never_owed_beside_available",
    {
      file: "lib/ledger/grant-credits.ts",
      from: "const repaid = Math.min(wallet.owed, request.credits);",
      to: "const repaid = 0;",
    },
  ],
  [
    "the key of a reversal",
    "a refund that is told twice",
    "reverse refund",
    {
      file: "lib/ledger/reverse-grant.ts",
      from: "key: `reverse:",
      to: "key: Math.random() + `reverse:",
    },
  ],
  [
    "the look at dates before a draw",
    "credits whose date has passed",
    "no_draw_after_expiry",
    {
      file: "lib/ledger/bring-up-to-date.ts",
      from: "if (!locked.nextExpiryAt || locked.nextExpiryAt > at) return locked;",
      to: "return locked;",
    },
  ],
];

describe("the tests of the ledger are tested:", () => {
  it("the ledger as it is passes every scenario", { timeout: TIMEOUT_MS }, async () => {
    const names = Object.keys(SCENARIOS);
    const clean = Object.fromEntries(names.map((name) => [name, []]));
    expect(await runOn(null, names)).toEqual(clean);
    expect(MUTATIONS.map(([, scenario]) => scenario)).toEqual(names);
  });

  it.each(MUTATIONS)(
    "without %s it is noticed in %s, by %s",
    { timeout: TIMEOUT_MS },
    async (_rule, scenario, by, mutation) => {
      const found = await runOn(mutation, [scenario]);
      expect(found[scenario]).toContain(by);
    },
  );
});
