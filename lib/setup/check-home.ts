import { type Here, type HomeMode, hereNow } from "./here";
import { claimHome, confirmHome, type Home, moveHome, readHome } from "./stripe-home";

export type HomeFault = {
  fault: "database_of_other_mode" | "database_of_other_account";
  /** To whom the database belongs. */
  home: { mode: HomeMode; accountId: string | null };
  /** To whom our keys belong. */
  here: { mode: HomeMode; accountId: string | null };
};

/** `settled` is false while Stripe has not told whose the key is: it is to be asked again. */
export type HomeCheck = { ok: true; settled: boolean } | { ok: false; fault: HomeFault };

/**
 * Whether this database belongs to the Stripe account and mode of our keys. The first process that asks claims it. One
 * row is read; Stripe is asked only when there is no row or the key is another one. A database in which nothing of
 * Stripe's is stored moves to the new keys. Throws when the database is away or has no such table yet.
 */
export async function checkHome(here: Here = hereNow()): Promise<HomeCheck> {
  const found = await readHome();
  const { mode, keyFingerprint } = here;
  if (found?.mode === mode && found.keyFingerprint === keyFingerprint) return { ok: true, settled: true };
  const account = await here.askAccount();
  const settled = account !== "unknown";
  const claim: Home = {
    mode,
    accountId: settled ? account : null,
    keyFingerprint: settled ? keyFingerprint : null,
  };
  const home = found ?? (await claimHome(claim));
  const fault = findFault(home, claim);
  if (fault && !(await moveHome(home, claim))) return { ok: false, fault };
  if (settled && !fault) await confirmHome(account, keyFingerprint);
  return { ok: true, settled };
}

/** What can be said without asking Stripe and without writing: null when nothing speaks against our keys so far. */
export async function findKnownFault(here: Here = hereNow()): Promise<HomeFault | null> {
  const home = await readHome();
  return home && findFault(home, { mode: here.mode, accountId: null, keyFingerprint: null });
}

function findFault(home: Home, claim: Home): HomeFault | null {
  const [there, here] = [home, claim].map(({ mode, accountId }) => ({ mode, accountId }));
  if (!there || !here) return null;
  if (there.mode !== here.mode) return { fault: "database_of_other_mode", home: there, here };
  if (!there.accountId || !here.accountId || there.accountId === here.accountId) return null;
  return { fault: "database_of_other_account", home: there, here };
}

const NAMES: Record<HomeMode, string> = {
  live: "Stripe's live mode",
  test: "Stripe's test mode",
  emulator: "the emulator",
};

/** The fault for a person at a terminal, with its cure. */
export function describeHomeFault({ fault, home, here }: HomeFault): string {
  const name = ({ mode, accountId }: HomeFault["home"]) =>
    `${NAMES[mode]}${accountId ? ` (account ${accountId})` : ""}`;
  return `${fault}: this database belongs to ${name(home)}, and the Stripe keys are of ${name(here)}.
Customers, payments and credits of one mean nothing to the other, so nothing is mixed.
Cure: give these keys a DATABASE_URL of their own, or with the embedded database a data folder of its own (TOPUP_DATA).
Or take back the keys with which it was used.`;
}
