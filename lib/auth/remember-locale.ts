import { sql } from "@/db/client";
import type { MailLocale } from "./caller";

/** Keeps the language somebody last chose or came with, for mails that no page of theirs asks for. */
export async function rememberLocale(email: string, locale: MailLocale): Promise<void> {
  await sql()`update users set locale = ${locale} where email = ${email} and locale is distinct from ${locale}`;
}
