import { sql } from "@/db/client";
import { now, nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { keepDoing } from "@/lib/platform/keep-doing";
import { log } from "@/lib/platform/log";
import { examineWebhooks } from "./examine";
import { FINDING_NAMES, type Finding } from "./finding";

/** Pages of operators ask for a new look when the last one is older; servers that live long look as often. */
const LOOK_EVERY_MS = 30 * 60_000;
/** Of an alarm this old nobody can say whether it is still true. */
const BELIEVED_FOR_MS = 36 * 60 * 60_000;

type Source = Record<string, string | undefined>;

/**
 * Looks whether Stripe's deliveries arrive and keeps what was found for the pages of operators. What is broken is an
 * error in the log as well, for whoever watches that.
 */
export async function lookAtWebhooks(source: Source): Promise<Finding[]> {
  const { livemode } = env().stripe;
  const findings = await examineWebhooks(source);
  await keepLook(findings);
  const broken = findings.filter(({ status }) => status === "fail").map(({ name }) => name);
  if (broken.length > 0) log.error({ livemode, broken }, "webhooks may not arrive: run npm run doctor");
  return findings;
}

/** Keeps what was found about the webhooks; the last word holds. */
export async function keepLook(findings: readonly Finding[]): Promise<void> {
  const query = sql();
  await query`
    insert into set_up_looks (livemode, findings, looked_at)
    values (${env().stripe.livemode}, ${query.json([...findings])}, ${now()})
    on conflict (livemode) do update set findings = excluded.findings, looked_at = excluded.looked_at`;
}

/** What was broken when somebody last looked, and whether it is time to look again. */
export type Alarm = { broken: Finding[]; isDue: boolean };

/** One row, for every page of an operator. */
export async function readAlarm(): Promise<Alarm> {
  const [look] = await sql()<{ findings: Finding[]; lookedAt: Date }[]>`
    select findings, looked_at as "lookedAt" from set_up_looks where livemode = ${env().stripe.livemode}`;
  if (!look) return { broken: [], isDue: true };
  const ageMs = nowMs() - look.lookedAt.getTime();
  // A look of an older version may have found what this one has no words for.
  const broken = look.findings.filter(
    ({ name, status }) => status === "fail" && FINDING_NAMES.includes(name),
  );
  return { broken: ageMs > BELIEVED_FOR_MS ? [] : broken, isDue: ageMs > LOOK_EVERY_MS };
}

/** Looks at the webhooks again and again for as long as this server runs; answers how to stop. */
export function keepLooking(): () => void {
  return keepDoing(() => lookAtWebhooks(process.env), {
    everyMs: LOOK_EVERY_MS,
    failure: "the way of the webhooks could not be looked at; the next turn tries again",
  });
}
