import type { Mail } from "./send-mail";
import { MAIL_TEXTS, type MailKind } from "./texts";

/** Writes a mail with one link, as plain text and as simple HTML, in the person's language. */
export function composeMail(
  kind: MailKind,
  { to, name, link, locale }: { to: string; name: string; link: string; locale: "en" | "zh" },
): Mail {
  const { subject, greeting, lines, button, footer } = MAIL_TEXTS[locale][kind];
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
