import { and, eq, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { sessions } from "@/db/schema/auth";
import { type Result, refuse } from "@/lib/platform/result";
import type { Person } from "./person";

/**
 * Ends one of this person's own sessions; its next request is signed out. Refusal: `session_missing`, gone
 * already or somebody else's, which are not told apart.
 */
export async function revokeSession(
  { userId }: Person,
  sessionId: string,
): Promise<Result<object, "session_missing">> {
  const ended = await db()
    .delete(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  return ended.length > 0 ? { ok: true } : refuse("session_missing");
}

/** Ends every session of this person but the present one; answers how many there were. */
export async function revokeOtherSessions({ userId, sessionId }: Person): Promise<number> {
  const ended = await db()
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  return ended.length;
}
