import { AsyncLocalStorage } from "node:async_hooks";
import { composeMail } from "@/lib/mail/compose-mail";
import { mailRoute, sendMail } from "@/lib/mail/send-mail";
import type { MailKind } from "@/lib/mail/texts";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import type { Caller } from "./caller";
import { type Refused, refuseWith } from "./refusals";

type Recipient = { email: string; name: string };

/** The library calls us back without saying who asked; this remembers it for the length of one call. */
const askedBy = new AsyncLocalStorage<Pick<Caller, "locale" | "later">>();

/** Refuses early, and alike for every address, where mails cannot be sent at all. */
export function requireMail(): Refused | null {
  return mailRoute() === "none" ? refuseWith("mail_not_configured") : null;
}

/** Runs `work`; mails it causes are in the caller's language and leave after the answer. */
export function mailingAs<T>({ locale, later }: Caller, work: () => Promise<T>): Promise<T> {
  return askedBy.run({ locale, later }, work);
}

/** The library's call-back for a requested reset. */
export async function postResetLink({ user, token }: { user: Recipient; token: string }): Promise<void> {
  post("reset_password", user, linkTo("/reset-password", token));
}

/** The library's call-back for an address to be verified. */
export async function postVerificationLink({ user, token }: { user: Recipient; token: string }) {
  post("verify_email", user, linkTo("/verify-email", token));
}

function linkTo(path: string, token: string): string {
  return `${env().appUrl}${path}?token=${encodeURIComponent(token)}`;
}

function post(kind: MailKind, { email, name }: Recipient, link: string): void {
  const caller = askedBy.getStore();
  if (!caller) throw new Error("mail_without_caller: wrap the call in mailingAs");
  const mail = composeMail(kind, { to: email, name, link, locale: caller.locale });
  caller.later(async () => {
    try {
      await sendMail(mail);
    } catch (error) {
      log.error({ err: error, kind }, "a mail could not be sent");
    }
  });
}
