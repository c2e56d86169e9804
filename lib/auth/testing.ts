import { sql } from "@/db/client";
import type { CookieToSet } from "./ask-library";
import type { Caller, MailLocale } from "./caller";
import { CLIENT_ADDRESS_HEADER, markClientAddresses } from "./client-address";
import { findPerson, type Person } from "./person";
import { signIn } from "./sign-in";
import { signUp } from "./sign-up";

export const PASSWORD = "correct horse battery";

type Visit = { cookies?: CookieToSet[]; address?: string; userAgent?: string; locale?: MailLocale };

/** A request as the edge would describe it. Work for later runs when the test says so. */
export function visit({ cookies = [], address = "203.0.113.7", userAgent, locale = "en" }: Visit = {}) {
  markClientAddresses();
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: address, "user-agent": userAgent ?? "test" });
  const cookie = cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; ");
  if (cookie) headers.set("cookie", cookie);
  const waiting: (() => Promise<void>)[] = [];
  const caller: Caller = { headers, locale, later: (work) => void waiting.push(work) };
  return Object.assign(caller, {
    finish: async () => {
      for (const work of waiting.splice(0)) await work();
    },
  });
}

let made = 0;

/** A new account, with the cookies of its first session. */
export async function newcomer(details: Partial<{ email: string; locale: MailLocale }> = {}) {
  const email = details.email ?? `person-${++made}@example.com`;
  const caller = visit({ locale: details.locale ?? "en" });
  const answer = await signUp(caller, { name: "Ada", email, password: PASSWORD });
  if (!answer.ok) throw new Error(`sign-up refused: ${answer.refusal}`);
  await caller.finish();
  const back = visit({ cookies: answer.cookies });
  return { email, cookies: answer.cookies, caller: back, person: await personOf(back) };
}

/** Signs in again, from another device. */
export async function anotherDevice(email: string, password = PASSWORD) {
  const answer = await signIn(visit({ address: "203.0.113.8" }), { email, password });
  if (!answer.ok) throw new Error(`sign-in refused: ${answer.refusal}`);
  const caller = visit({ cookies: answer.cookies });
  return { cookies: answer.cookies, caller, person: await personOf(caller) };
}

export async function personOf({ headers }: Caller): Promise<Person> {
  const person = await findPerson(headers);
  if (!person) throw new Error("nobody is signed in");
  return person;
}

/** The secret of the newest link mailed to an address. */
export async function mailedToken(email: string): Promise<string> {
  const [mail] = await sql()<{ body: string }[]>`
    select body from local_mails where recipient = ${email} order by id desc limit 1`;
  const token = mail?.body.match(/\?token=(\S+)/)?.[1];
  if (!token) throw new Error(`no link was mailed to ${email}`);
  return decodeURIComponent(token);
}

export async function countRows(table: string): Promise<number> {
  const [row] = await sql()<{ count: number }[]>`select count(*)::int as count from ${sql()(table)}`;
  return row?.count ?? 0;
}
