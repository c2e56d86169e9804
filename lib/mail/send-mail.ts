import nodemailer from "nodemailer";
import { db } from "@/db/client";
import { localMails } from "@/db/schema/auth";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { isLoopback } from "@/lib/platform/public-address";
import { type Result, refuse } from "@/lib/platform/result";

/** A person waits for the answer of some of these; a mail server that hangs must not hang them. */
const SMTP_TIMEOUT_MS = 10_000;

/** `messageId` is the same for a mail that may be sent twice; without one the mail server makes it up. */
export type Mail = { to: string; subject: string; text: string; html: string; messageId?: string };

/**
 * Where mails go: a mail server, the local mailbox page, or nowhere. Nowhere is said, never hidden. The local
 * mailbox holds links that open accounts, so it exists only for a site that is itself at a local address.
 */
export function mailRoute(): "smtp" | "local" | "none" {
  const { smtpUrl, hosted, appUrl } = env();
  if (smtpUrl) return "smtp";
  return !hosted && isLoopback(new URL(appUrl)) ? "local" : "none";
}

/**
 * Hands a mail to the mail server, or to the local mailbox where there is none. Throws when the server does
 * not take it. Refusal: `mail_not_configured`, without SMTP_URL and not at a local address.
 */
export async function sendMail(mail: Mail): Promise<Result<object, "mail_not_configured">> {
  const route = mailRoute();
  if (route === "none") return refuse("mail_not_configured");
  if (route === "smtp") await sendBySmtp(mail);
  else await keepLocally(mail);
  return { ok: true };
}

async function keepLocally({ to, subject, text }: Mail): Promise<void> {
  await db().insert(localMails).values({ id: newId(), recipient: to, subject, body: text });
}

async function sendBySmtp(mail: Mail): Promise<void> {
  const transport = nodemailer.createTransport({
    url: env().smtpUrl ?? undefined,
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
  });
  await transport.sendMail({ ...mail, from: senderAddress() });
}

/** The sender is the public address of this deployment; mail servers that want another rewrite it. */
function senderAddress(): { name: string; address: string } {
  return { name: "Topup", address: `no-reply@${new URL(env().appUrl).hostname}` };
}
