import { createHash } from "node:crypto";
import { type RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { type Limit, limiterOf } from "@/db/limiter";
import { log } from "@/lib/platform/log";
import { findClientAddress, isSharedAddress } from "./client-address";
import { type Refused, refuseWith } from "./refusals";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;

/**
 * How often something may be tried. `pair` counts one client at one mail address and stops the usual guessing;
 * `account` counts an address from wherever tries come, high enough that one stranger cannot lock a person
 * out; `client` counts one network address and stops trying one password at many accounts. A guess is counted
 * before it is checked, so that parallel tries cannot slip through.
 */
const LIMITS: Record<LimitedAct, { pair?: Limit; account: Limit; client: Limit }> = {
  sign_in: {
    pair: { points: 10, duration: 15 * MINUTE_SECONDS },
    account: { points: 50, duration: HOUR_SECONDS },
    client: { points: 50, duration: 15 * MINUTE_SECONDS },
  },
  password_check: {
    pair: { points: 10, duration: 15 * MINUTE_SECONDS },
    account: { points: 50, duration: HOUR_SECONDS },
    client: { points: 50, duration: 15 * MINUTE_SECONDS },
  },
  sign_up: {
    account: { points: 5, duration: HOUR_SECONDS },
    client: { points: 20, duration: HOUR_SECONDS },
  },
  mail_link: {
    account: { points: 5, duration: HOUR_SECONDS },
    client: { points: 20, duration: HOUR_SECONDS },
  },
  promotion_code: {
    account: { points: 20, duration: HOUR_SECONDS },
    client: { points: 60, duration: HOUR_SECONDS },
  },
  open_link: {
    account: { points: 20, duration: HOUR_SECONDS },
    client: { points: 60, duration: HOUR_SECONDS },
  },
};

/** A loopback or private address is a proxy, an office or this machine: as many tries as that many people. */
const PEOPLE_BEHIND_SHARED_ADDRESS = 50;

export type LimitedAct =
  | "sign_in"
  | "password_check"
  | "sign_up"
  | "mail_link"
  | "promotion_code"
  | "open_link";
type Counter = { limiter: RateLimiterPostgres; key: string };

/**
 * Counts one try of `act` for this mail address (or other subject) and this client. Answers null when it may
 * go on. Refusals: `too_many_tries` with the seconds to wait; `limits_unavailable` when the counters cannot be
 * reached, because a door whose lock is broken stays shut.
 */
export async function countTry(act: LimitedAct, subject: string, headers: Headers): Promise<Refused | null> {
  try {
    for (const { limiter, key } of countersOf(act, subject, headers)) await limiter.consume(key);
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes) {
      return refuseWith("too_many_tries", { waitSeconds: Math.ceil(error.msBeforeNext / 1000) });
    }
    log.error({ err: error, act }, "the counters of tries cannot be reached");
    return refuseWith("limits_unavailable");
  }
}

/** Takes a try back that turned out to be right: only wrong ones add up. */
export async function forgetTry(act: LimitedAct, subject: string, headers: Headers): Promise<void> {
  try {
    for (const { limiter, key } of countersOf(act, subject, headers)) await limiter.reward(key);
  } catch (error) {
    log.error({ err: error, act }, "a right try could not be taken back");
  }
}

/** The narrowest first: once it refuses, the wider ones count no further. */
function countersOf(act: LimitedAct, subject: string, headers: Headers): Counter[] {
  const client = findClientAddress(headers);
  const { pair, account, client: perClient } = LIMITS[act];
  const people = client && isSharedAddress(client) ? PEOPLE_BEHIND_SHARED_ADDRESS : 1;
  return [
    ...(pair ? [{ limiter: limiterOf(`${act}:pair`, pair), key: digest(`${subject} ${client}`) }] : []),
    { limiter: limiterOf(`${act}:account`, account), key: digest(subject) },
    ...(client
      ? [{ limiter: limiterOf(`${act}:client`, forPeople(perClient, people)), key: digest(client) }]
      : []),
  ];
}

/** Counters hold neither mail nor network addresses in clear. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

function forPeople({ points, duration }: Limit, people: number): Limit {
  return { points: points * people, duration };
}
