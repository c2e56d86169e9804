import { setTimeout as wait } from "node:timers/promises";
import type { Pages } from "../app/pages";
import type { World } from "../world";

const PAUSE_MS = 15;
const PAUSE_MS_MAX = 300;
/** A connection of which nothing is heard any more is given up; what it asked for is asked for again. */
const PATIENCE_MS = 60_000;
const SECRET_KEY = "sk_test_emulator0000000000";
const PUBLISHABLE_KEY = "pk_test_emulator0000000000";
const TOO_MANY_REQUESTS = 429;

export type Heard = { status: number; body: Record<string, unknown> };
export type Form = Record<string, string>;

/** Asks once; why it must be asked again, when there was no answer or one that says to come again. */
async function askOnce(url: string, init: RequestInit): Promise<Heard | string> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = (await response.json()) as Record<string, unknown>;
    const { status } = response;
    const isFinal = status < 500 && status !== TOO_MANY_REQUESTS;
    return isFinal ? { status, body } : `${url}: ${status} ${JSON.stringify(body)}`;
  } catch (error) {
    return `${url}: ${error}`;
  }
}

/** Asks the app until there is an answer, however often it dies meanwhile. */
export async function insist({ app, counts }: World, path: string, init: RequestInit): Promise<Heard> {
  for (let pause = PAUSE_MS; ; pause = Math.min(2 * pause, PAUSE_MS_MAX)) {
    const heard = await askOnce(`${app.url}${path}`, init);
    if (typeof heard !== "string") {
      counts.add("answers");
      return heard;
    }
    counts.addTrouble("asked again", heard);
    await wait(pause * (0.5 + Math.random()));
    await app.untilUp();
  }
}

/** Does what a page does, by one of the verbs that pages call, until it is answered. */
export async function visit<Verb extends keyof Pages>(
  world: World,
  verb: Verb,
  request: Parameters<Pages[Verb]>[0],
): Promise<Awaited<ReturnType<Pages[Verb]>>> {
  const { body } = await insist(world, `/pages/${verb}`, { method: "POST", body: JSON.stringify(request) });
  return body.answer as Awaited<ReturnType<Pages[Verb]>>;
}

/** What Stripe.js asks Stripe for. */
export function askAsBrowser(world: World, path: string, form: Form) {
  return askStripe(world, path, {
    method: "POST",
    body: new URLSearchParams({ key: PUBLISHABLE_KEY, ...form }),
  });
}

/** What somebody does in Stripe's Dashboard, past the app. */
export function doAtStripe(world: World, path: string, form: Form) {
  return askStripe(world, path, { method: "POST", headers: AS_OWNER, body: new URLSearchParams(form) });
}

/** The same, asked once only, for what would happen twice; who asks looks what became of it. */
export async function tryAtStripe({ emulator }: World, path: string, form: Form): Promise<void> {
  await askOnce(`${emulator}${path}`, { method: "POST", headers: AS_OWNER, body: new URLSearchParams(form) });
}

/** What stands at Stripe, read past the app. */
export function readAtStripe(world: World, path: string) {
  return askStripe(world, path, { headers: AS_OWNER });
}

const AS_OWNER = { authorization: `Bearer ${SECRET_KEY}` };

/** A call that a fault ate is made again, under no key: what is done twice by that is Stripe's to tell. */
async function askStripe({ emulator, counts }: World, path: string, init: RequestInit) {
  for (;;) {
    const heard = await askOnce(`${emulator}${path}`, init);
    if (typeof heard !== "string") return heard.body;
    counts.addTrouble("asked Stripe again", heard);
    await wait(PAUSE_MS);
  }
}
