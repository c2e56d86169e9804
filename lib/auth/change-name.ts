import { eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { users } from "@/db/schema/auth";
import { now } from "@/lib/platform/clock";
import { nameField, readInput } from "./credentials";
import type { Person } from "./person";
import type { Refused } from "./refusals";

const changeNameForm = z.object({ name: nameField });

/** Changes what this person is called here and in mails. Refusal: `input_invalid`. */
export async function changeName({ userId }: Person, form: unknown): Promise<{ ok: true } | Refused> {
  const read = readInput(changeNameForm, form);
  if (!read.ok) return read;
  await db().update(users).set({ name: read.input.name, updatedAt: now() }).where(eq(users.id, userId));
  return { ok: true };
}
