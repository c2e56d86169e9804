import { CURRENCY_DECIMALS, isCurrency } from "@/lib/catalog/currencies";
import { layOutMail } from "@/lib/mail/compose-mail";
import type { Mail } from "@/lib/mail/send-mail";
import { env } from "@/lib/platform/env";
import en from "@/messages/en/common.json";
import zh from "@/messages/zh/common.json";
import type { Notice } from "./notice";
import { NOTICE_TEXTS, type NoticeWords } from "./notice-texts";

type Reader = { email: string; name: string; locale: "en" | "zh" };

const LANGUAGE_TAGS = { en: "en", zh: "zh-CN" } as const;

/**
 * A mail about somebody's plan, in their language, with one link. The link leads to a page of ours that asks who they
 * are: it opens nothing by itself, so a forwarded mail gives nothing away.
 */
export function composeNotice(
  { walletId, kind, subject, data }: Notice & { walletId: string },
  { email, name, locale }: Reader,
): Mail {
  const { appUrl } = env();
  const words: NoticeWords = {
    plan: nameOf(data.plan, locale),
    amount: money(data.amountMinor, data.currency, locale),
    at: data.at === null ? null : day(data.at, locale),
    nextAttemptAt: data.nextAttemptAt === null ? null : day(data.nextAttemptAt, locale),
    graceUntil: data.graceUntil === null ? null : day(data.graceUntil, locale),
  };
  const text = NOTICE_TEXTS[locale][kind](words);
  const mail = layOutMail(text, { to: email, name, link: `${appUrl}${pathOf(kind, subject)}`, locale });
  return { ...mail, messageId: `<${kind}.${subject}.${walletId}@${new URL(appUrl).hostname}>` };
}

/** What pages call the plan; one that is no longer sold keeps its id. */
function nameOf(plan: string, locale: "en" | "zh"): string {
  const names: Record<string, { name: string }> = { en, zh }[locale].plans;
  return names[plan]?.name ?? plan;
}

function pathOf(kind: Notice["kind"], subject: string): string {
  if (kind === "plan_ended") return "/#plans";
  if (kind === "trial_ends_soon") return "/dashboard/plan";
  return `/dashboard/billing/invoices/${subject}`;
}

/** A currency we do not sell in is shown as Stripe counts it: an invoice made by hand may have any. */
function money(amountMinor: number, currency: string, locale: "en" | "zh"): string {
  if (!isCurrency(currency)) return `${amountMinor} ${currency.toUpperCase()}`;
  const format = new Intl.NumberFormat(LANGUAGE_TAGS[locale], {
    style: "currency",
    currency: currency.toUpperCase(),
  });
  return format.format(amountMinor / 10 ** CURRENCY_DECIMALS[currency]);
}

/** The day in UTC: a mail does not know where it is read. */
function day(at: string, locale: "en" | "zh"): string {
  return new Intl.DateTimeFormat(LANGUAGE_TAGS[locale], { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(at),
  );
}
