import { beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { checkHome, describeHomeFault, findKnownFault } from "./check-home";
import type { Here } from "./here";
import { readHome } from "./stripe-home";

useTestDatabase();

const SETTLED = { ok: true, settled: true };

beforeEach(async () => {
  await sql()`delete from stripe_home`;
  await sql()`delete from event_sweeps`;
  await sql()`delete from wallets`;
});

/** Keys of an account in a mode, which answer as often as `answers` says. */
function keysOf(
  mode: Here["mode"],
  accountId: string | null | "unknown",
  key = `${mode} ${accountId}`,
): Here {
  return { mode, keyFingerprint: key, askAccount: async () => accountId };
}

function neverAsked(here: Here): Here {
  return { ...here, askAccount: () => Promise.reject(new Error("Stripe was asked")) };
}

async function storeCustomer() {
  await sql()`insert into wallets (id, stripe_customer_id) values (${newId()}, 'cus_1')`;
}

const TEST = keysOf("test", "acct_1");
const LIVE = keysOf("live", "acct_1");
const OTHER = keysOf("test", "acct_2");
const EMULATOR = keysOf("emulator", null);

describe("a database", () => {
  it("belongs to whoever comes first, and Stripe is asked for no second start", async () => {
    expect(await checkHome(TEST)).toEqual(SETTLED);
    expect(await readHome()).toEqual({ mode: "test", accountId: "acct_1", keyFingerprint: "test acct_1" });
    expect(await checkHome(neverAsked(TEST))).toEqual(SETTLED);
  });

  it("takes another key of the same account", async () => {
    await checkHome(TEST);
    await storeCustomer();
    const rolled = keysOf("test", "acct_1", "rolled");
    expect(await checkHome(rolled)).toEqual(SETTLED);
    expect(await checkHome(neverAsked(rolled))).toEqual(SETTLED);
  });

  const strangers: [string, Here, Here, string][] = [
    ["test mode, live keys", TEST, LIVE, "database_of_other_mode"],
    ["live mode, test keys", LIVE, TEST, "database_of_other_mode"],
    ["live mode, the emulator", LIVE, EMULATOR, "database_of_other_mode"],
    ["the emulator, test keys", EMULATOR, TEST, "database_of_other_mode"],
    ["one account, keys of another", TEST, OTHER, "database_of_other_account"],
  ];

  it.each(strangers)("of %s: refused by name, and nothing is changed", async (_, owner, stranger, fault) => {
    await checkHome(owner);
    await storeCustomer();
    const before = await readHome();
    for (let time = 0; time < 2; time++)
      expect(await checkHome(stranger)).toMatchObject({ ok: false, fault: { fault } });
    expect(await readHome()).toEqual(before);
    expect(await checkHome(neverAsked(owner))).toEqual(SETTLED);
  });

  it("moves to other keys while it holds nothing of Stripe's", async () => {
    await checkHome(EMULATOR);
    expect(await checkHome(TEST)).toEqual(SETTLED);
    expect(await checkHome(LIVE)).toEqual(SETTLED);
    expect(await checkHome(keysOf("live", "acct_2"))).toEqual(SETTLED);
    expect(await readHome()).toMatchObject({ mode: "live", accountId: "acct_2" });
  });

  it("has one owner when two claim it at once", async () => {
    await storeCustomer();
    const both = await Promise.all([checkHome(TEST), checkHome(OTHER)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("belongs to its mode at once and to its account when Stripe tells it", async () => {
    const silent = keysOf("live", "unknown", "key");
    expect(await checkHome(silent)).toEqual({ ok: true, settled: false });
    expect(await readHome()).toEqual({ mode: "live", accountId: null, keyFingerprint: null });
    await storeCustomer();
    expect(await checkHome(TEST)).toMatchObject({ ok: false });
    expect(await checkHome({ ...silent, askAccount: async () => "acct_9" })).toEqual(SETTLED);
    expect(await readHome()).toEqual({ mode: "live", accountId: "acct_9", keyFingerprint: "key" });
    expect(await checkHome(LIVE)).toMatchObject({ ok: false });
  });

  it("takes a restricted key that may not tell its account, and keeps the account it knew", async () => {
    await checkHome(TEST);
    await storeCustomer();
    const restricted = keysOf("test", null, "restricted");
    expect(await checkHome(restricted)).toEqual(SETTLED);
    expect(await checkHome(neverAsked(restricted))).toEqual(SETTLED);
    expect(await readHome()).toMatchObject({ accountId: "acct_1" });
  });

  it("that is older than this rule is known by what the sweep noted in it", async () => {
    await sql()`insert into event_sweeps (livemode, swept_until, updated_at) values (true, now(), now())`;
    await storeCustomer();
    expect(await checkHome(TEST)).toMatchObject({ ok: false, fault: { home: { mode: "live" } } });
    expect(await checkHome(LIVE)).toEqual(SETTLED);
    expect(await readHome()).toMatchObject({ mode: "live", accountId: "acct_1" });
  });
});

describe("the keys of this process", () => {
  it("are those of the emulator here, which is not asked", async () => {
    expect(await checkHome()).toEqual(SETTLED);
    expect(await readHome()).toMatchObject({ mode: "emulator", accountId: null });
  });

  it("are refused at a start without asking Stripe, and the reason names both sides and the cure", async () => {
    await checkHome(LIVE);
    await storeCustomer();
    const fault = await findKnownFault(neverAsked(TEST));
    if (!fault) throw new Error("no fault was found");
    const said = describeHomeFault(fault);
    for (const words of ["database_of_other_mode", "live mode", "acct_1", "test mode", "Cure: "])
      expect(said).toContain(words);
  });
});
