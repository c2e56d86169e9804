import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import { type AdjustRequest, adjustCredits } from "../adjust-credits";
import { captureHold } from "../capture-hold";
import { type GrantRequest, grantCredits } from "../grant-credits";
import { holdCredits } from "../hold-credits";
import { openWallet } from "../open-wallet";
import { releaseHold } from "../release-hold";
import { reverseGrant } from "../reverse-grant";
import { spendCredits } from "../spend-credits";

/** A user row to hang a wallet on. */
export async function makeUser(): Promise<string> {
  const userId = newId();
  await sql()`insert into users (id, name, email) values (${userId}, 'Test', ${`${userId}@example.test`})`;
  return userId;
}

/** A new person's empty wallet. */
export async function makeWallet(): Promise<string> {
  return openWallet(await makeUser());
}

/** Grants in a transaction of its own; what is not named is an adjustment of 100 credits without end. */
export function grant(walletId: string, request: Partial<GrantRequest> & { sourceKey: string }) {
  return inTransaction((tx) =>
    grantCredits(tx, {
      walletId,
      source: "adjustment",
      stripePaymentIntentId: null,
      credits: 100,
      expiresAt: null,
      reference: null,
      ...request,
    }),
  );
}

/** Grants credits that must be granted, and answers which grant they are. */
export async function grantOf(
  walletId: string,
  credits: number,
  expiresAt: Date | null = null,
): Promise<string> {
  const granted = await grant(walletId, { sourceKey: newId(), credits, expiresAt });
  if (!granted.ok) throw new Error(granted.refusal);
  return granted.grantId;
}

/** Holds credits that must be held, and answers which hold they are in. */
export async function holdOf(walletId: string, credits: number, forMs?: number): Promise<string> {
  const held = await hold(walletId, newId(), credits, forMs);
  if (!held.ok) throw new Error(held.refusal);
  return held.holdId;
}

/** Spends in a transaction of its own. */
export function spend(walletId: string, key: string, credits: number, reference: string | null = null) {
  return inTransaction((tx) => spendCredits(tx, { walletId, key, credits, reference }));
}

/** Holds credits in a transaction of its own. */
export function hold(walletId: string, key: string, credits: number, forMs?: number) {
  return inTransaction((tx) => holdCredits(tx, { walletId, key, credits, reference: null, forMs }));
}

/** Captures a hold in a transaction of its own; all of it unless told. */
export function capture(walletId: string, holdId: string, credits: number | null = null) {
  return inTransaction((tx) => captureHold(tx, { walletId, holdId, credits }));
}

/** Releases a hold in a transaction of its own. */
export function release(walletId: string, holdId: string) {
  return inTransaction((tx) => releaseHold(tx, { walletId, holdId }));
}

/** Takes credits of a grant back in a transaction of its own. */
export function reverse(walletId: string, grantId: string, key: string, credits: number) {
  return inTransaction((tx) => reverseGrant(tx, { walletId, grantId, key, credits, reference: null }));
}

/** Corrects a wallet in a transaction of its own, for a reason and by an operator unless told. */
export function adjust(
  walletId: string,
  key: string,
  credits: number,
  request: Partial<Pick<AdjustRequest, "reason" | "operator" | "expiresAt">> = {},
) {
  return inTransaction((tx) =>
    adjustCredits(tx, { walletId, key, credits, reason: "by hand", operator: "operator", ...request }),
  );
}

/** Makes a debt: takes spent credits of a grant back. The wallet must have nothing available. */
export async function makeDebt(
  walletId: string,
  { grantId, credits }: { grantId: string; credits: number },
): Promise<void> {
  const answer = await reverse(walletId, grantId, newId(), credits);
  if (!answer.ok || answer.reversed.owed !== credits)
    throw new Error(`no debt of ${credits}: ${JSON.stringify(answer)}`);
}
