import { desc } from "drizzle-orm";
import { db } from "@/db/client";
import { localMails } from "@/db/schema/auth";

const MAILS_SHOWN_MAX = 50;

export type LocalMailView = {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  createdAt: string;
};

/** The mails that had no server to go to, newest first. For the mailbox page of a local checkout only. */
export async function listLocalMails(): Promise<LocalMailView[]> {
  const rows = await db()
    .select()
    .from(localMails)
    .orderBy(desc(localMails.createdAt), desc(localMails.id))
    .limit(MAILS_SHOWN_MAX);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
