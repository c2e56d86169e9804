import { notFound } from "next/navigation";
import { getPerson } from "@/app/_session";
import type { Person } from "@/lib/auth/person";

/** Who is signed in and an operator; to everybody else nothing is here, signed in or not. */
export async function requireOperator(): Promise<Person> {
  const person = await getPerson();
  if (!person?.isOperator) notFound();
  return person;
}
