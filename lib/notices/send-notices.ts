import { sql } from "@/db/client";
import { sendMail } from "@/lib/mail/send-mail";
import { now, nowMs } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { composeNotice } from "./compose-notice";
import type { NoticeData, NoticeKind } from "./notice";
import { ATTEMPTS_MAX, nextAttemptAt } from "./retry-times";
import { takeExpected } from "./waiting-notices";

/** Longer than a mail server may take to answer; a sender that died leaves its mail to the next one after this. */
const LEASE_MS = 120_000;
/** What one answer sends beside its own work; the rest is for the server or the schedule. */
const AFTER_AN_ANSWER_MAX = 10;

type DueNotice = {
  walletId: string;
  kind: NoticeKind;
  subject: string;
  data: NoticeData;
  attempts: number;
  email: string | null;
  name: string | null;
  locale: string | null;
};

export type SentNotices = { sent: number; dropped: number; failed: number };

/**
 * Sends the mails whose time has come, oldest first, at most `limit`. Any number of senders may run at once: each
 * takes another mail. One that the mail server does not take is tried again later, and parked after the last try. A
 * sender that dies between sending and writing that down sends twice, under one Message-ID.
 */
export async function sendNotices({ limit }: { limit: number }): Promise<SentNotices> {
  const result: SentNotices = { sent: 0, dropped: 0, failed: 0 };
  for (let taken = 0; taken < limit; taken++) {
    const notice = await leaseDueNotice();
    if (!notice) break;
    result[await sendOne(notice)] += 1;
  }
  return result;
}

/** For after an answer: sends what this process has just come to owe. Never throws, and mostly looks at nothing. */
export async function sendExpectedNotices(): Promise<void> {
  if (!takeExpected()) return;
  try {
    await sendNotices({ limit: AFTER_AN_ANSWER_MAX });
  } catch (error) {
    log.warn({ err: error }, "mails were not sent after an answer; the next turn sends them");
  }
}

/** Takes the next due mail by moving its time ahead, and reads who it is for: nobody, when the account is gone. */
async function leaseDueNotice(): Promise<DueNotice | null> {
  const at = nowMs();
  const [due] = await sql()<DueNotice[]>`
    with leased as (
      update notices set next_attempt_at = ${new Date(at + LEASE_MS)}, attempts = attempts + 1,
        updated_at = ${new Date(at)}
      where (wallet_id, kind, subject) = (
        select wallet_id, kind, subject from notices
        where state = 'waiting' and next_attempt_at <= ${new Date(at)}
        order by next_attempt_at limit 1 for update skip locked)
      returning wallet_id, kind, subject, data, attempts
    )
    select leased.wallet_id as "walletId", kind, subject, data, attempts, users.email, users.name, users.locale
    from leased join wallets on wallets.id = leased.wallet_id left join users on users.id = wallets.user_id`;
  return due ?? null;
}

async function sendOne(notice: DueNotice): Promise<keyof SentNotices> {
  const { email, name } = notice;
  if (email === null || name === null) return drop(notice);
  try {
    const locale = notice.locale === "zh" ? "zh" : "en";
    const sent = await sendMail(composeNotice(notice, { email, name, locale }));
    if (!sent.ok) return await fail(notice, sent.refusal);
  } catch (error) {
    return await fail(notice, error instanceof Error ? error.message : String(error));
  }
  await sql()`
    update notices set state = 'sent', sent_at = ${now()}, next_attempt_at = null, last_error = null
    where ${keyOf(notice)} and state = 'waiting'`;
  return "sent";
}

async function drop(notice: DueNotice): Promise<"dropped"> {
  await sql()`
    update notices set state = 'dropped', last_error = 'account_deleted', next_attempt_at = null
    where ${keyOf(notice)} and state = 'waiting'`;
  return "dropped";
}

/** Mail servers repeat the address that they refuse; the row outlives its person and keeps no address. */
async function fail(notice: DueNotice, said: string): Promise<"failed"> {
  const isLast = notice.attempts >= ATTEMPTS_MAX;
  const error = notice.email ? said.replaceAll(notice.email, "(the reader)") : said;
  log.warn({ kind: notice.kind, subject: notice.subject, attempts: notice.attempts }, "a mail was not sent");
  await sql()`
    update notices set last_error = ${error.slice(0, 500)}, state = ${isLast ? "parked" : "waiting"},
      next_attempt_at = ${isLast ? null : nextAttemptAt(notice.attempts)}
    where ${keyOf(notice)} and state = 'waiting'`;
  return "failed";
}

function keyOf({ walletId, kind, subject }: DueNotice) {
  return sql()`wallet_id = ${walletId} and kind = ${kind} and subject = ${subject}`;
}
