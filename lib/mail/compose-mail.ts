import type { Mail } from "./send-mail";
import { MAIL_TEXTS, type MailKind, type MailText } from "./texts";

type Addressed = { to: string; name: string; link: string; locale: "en" | "zh" };

/** Writes a mail about an account, in the person's language. */
export function composeMail(kind: MailKind, addressed: Addressed): Mail {
  return layOutMail(MAIL_TEXTS[addressed.locale][kind], addressed);
}

/** A mail with one link, as plain text and as simple HTML. */
export function layOutMail(
  { subject, greeting, lines, button, footer }: MailText,
  { to, name, link, locale }: Addressed,
): Mail {
  const text = [greeting(name), ...lines, link, ...footer, "Topup"].join("\n\n");
  const paragraphs = [greeting(name), ...lines, { href: link, label: button }, ...footer, "Topup"].map(
    (part) => `<p>${typeof part === "string" ? escapeHtml(part) : anchor(part)}</p>`,
  );
  return { to, subject, text, html: `<!doctype html><html lang="${locale}">${paragraphs.join("")}</html>` };
}

function anchor({ href, label }: { href: string; label: string }): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
