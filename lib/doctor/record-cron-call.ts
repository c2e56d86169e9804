import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { redactText } from "@/lib/platform/redact";

const TROUBLE_CHARACTERS_MAX = 300;

/**
 * Does the work of a schedule's call and notes when it was called and how it ended, so that a schedule that falls
 * silent is missed. The note is not worth the work: where it cannot be written, the work is done all the same.
 */
export async function recordCronCall<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  const calledAt = now();
  await note(path, calledAt, null, null);
  try {
    const value = await work();
    await note(path, calledAt, now(), null);
    return value;
  } catch (error) {
    const trouble = redactText(error instanceof Error ? error.message : String(error));
    await note(path, calledAt, now(), trouble.slice(0, TROUBLE_CHARACTERS_MAX));
    throw error;
  }
}

/** Of two calls at once the one that was called last has the word. */
async function note(
  path: string,
  calledAt: Date,
  endedAt: Date | null,
  trouble: string | null,
): Promise<void> {
  try {
    await sql()`
      insert into cron_calls (path, called_at, ended_at, trouble)
      values (${path}, ${calledAt}, ${endedAt}, ${trouble})
      on conflict (path) do update
        set called_at = excluded.called_at, ended_at = excluded.ended_at, trouble = excluded.trouble
        where cron_calls.called_at <= excluded.called_at`;
  } catch (error) {
    log.warn({ path, err: error }, "the call of a schedule could not be noted");
  }
}
