import { and, desc, eq, gt } from "drizzle-orm";
import { db } from "@/db/client";
import { sessions } from "@/db/schema/auth";
import { now, nowMs } from "@/lib/platform/clock";
import { describeDevice } from "./describe-device";
import { type Person, SESSION_IDLE_MAX_MS } from "./person";
import type { SessionView } from "./views";

/** Where this person is signed in, the present device first, then the one seen last. */
export async function listSessions({ userId, sessionId }: Person): Promise<SessionView[]> {
  const rows = await db()
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        gt(sessions.expiresAt, now()),
        gt(sessions.updatedAt, new Date(nowMs() - SESSION_IDLE_MAX_MS)),
      ),
    )
    .orderBy(desc(eq(sessions.id, sessionId)), desc(sessions.updatedAt));
  return rows.map((row) => ({
    id: row.id,
    device: describeDevice(row.userAgent),
    isCurrent: row.id === sessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.updatedAt.toISOString(),
  }));
}
