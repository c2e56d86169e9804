import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findPerson, type Person } from "@/lib/auth/person";
import { toReturnPath } from "@/lib/auth/return-path";

/** Who is signed in, or null. Asked once per request, however many parts of a page want to know. */
export const getPerson = cache(async (): Promise<Person | null> => {
  const [sent, jar] = await Promise.all([headers(), cookies()]);
  const present = new Headers(sent);
  // A page drawn after an action of the same request must see the session that the action began.
  present.set("cookie", jar.toString());
  return findPerson(present);
});

/** Who is signed in; anybody else is sent to sign in, and comes back to `returnTo` afterwards. */
export async function requirePerson(returnTo: string): Promise<Person> {
  const person = await getPerson();
  if (!person) redirect(signInPath(returnTo));
  return person;
}

/** The sign-in page that leads back to a path of this site. */
export function signInPath(returnTo: string): string {
  return `/sign-in?return=${encodeURIComponent(toReturnPath(returnTo))}`;
}
