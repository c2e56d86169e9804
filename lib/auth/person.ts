import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { sessions } from "@/db/schema/auth";
import { findWalletOfUser, openWallet } from "@/lib/ledger/open-wallet";
import { now, nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { auth } from "./auth";

/** A session nobody used for this long is over. */
export const SESSION_IDLE_MAX_MS = 7 * 24 * 60 * 60 * 1000;
/** "Last seen" is written at most this often, so that reading pages writes next to nothing. */
const SEEN_EVERY_MS = 60 * 60 * 1000;

/** The signed-in person, as pages and verbs know them. */
export type Person = {
  userId: string;
  email: string;
  name: string;
  walletId: string;
  isOperator: boolean;
  emailVerified: boolean;
  sessionId: string;
};

/**
 * The person of a request's session cookie, or null: no cookie, revoked, older than 30 days, or unused for 7.
 * Opens the wallet when a crash after sign-up left none.
 */
export async function findPerson(headers: Headers): Promise<Person | null> {
  if (!headers.get("cookie")) return null;
  const found = await auth().api.getSession({ headers, query: { disableRefresh: true } });
  if (!found || !(await keepAlive(found.session))) return null;
  const { user, session } = found;
  const wallet = await findWalletOfUser(user.id);
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    walletId: wallet?.id ?? (await openWallet(user.id)),
    isOperator: isOperator(user),
    emailVerified: user.emailVerified,
    sessionId: session.id,
  };
}

/** Anybody can sign up with an operator's address; only who reads its mails can verify it. */
export function isOperator({ email, emailVerified }: { email: string; emailVerified: boolean }): boolean {
  return emailVerified && env().adminEmails.includes(email.toLowerCase());
}

async function keepAlive(session: { id: string; updatedAt: Date }): Promise<boolean> {
  const idleMs = nowMs() - session.updatedAt.getTime();
  if (idleMs > SESSION_IDLE_MAX_MS) {
    await db().delete(sessions).where(eq(sessions.id, session.id));
    return false;
  }
  if (idleMs > SEEN_EVERY_MS) {
    await db().update(sessions).set({ updatedAt: now() }).where(eq(sessions.id, session.id));
  }
  return true;
}
