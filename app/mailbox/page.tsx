import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { DateTime } from "@/app/_ui/figures";
import { Page } from "@/app/_ui/page";
import { isFromThisMachine } from "@/lib/auth/client-address";
import { type LocalMailView, listLocalMails } from "@/lib/mail/list-local-mails";
import { mailRoute } from "@/lib/mail/send-mail";
import { MailBody } from "./mail-body";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mail"))("title"), robots: "noindex", referrer: "same-origin" };
}

/** Its mails open accounts: it exists on a local site only, and only for requests from the same machine. */
export default async function MailboxPage() {
  if (mailRoute() !== "local" || !isFromThisMachine(await headers())) notFound();
  const t = await getTranslations("mail");
  const mails = await listLocalMails();
  return (
    <Page title={t("title")} lead={t("lead")} width="text">
      {mails.length === 0 ? (
        <EmptyState title={t("emptyTitle")}>{t("empty")}</EmptyState>
      ) : (
        <ul className="flex flex-col gap-4">
          {mails.map((mail) => (
            <li key={mail.id}>
              <MailCard mail={mail} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

async function MailCard({ mail }: { mail: LocalMailView }) {
  const t = await getTranslations("mail");
  return (
    <article className="panel p-5 sm:p-6">
      <h2 className="text-base">{mail.subject}</h2>
      <p className="mt-1 break-words text-muted text-sm">
        {t("to", { recipient: mail.recipient })} · <DateTime at={mail.createdAt} style="minute" />
      </p>
      <MailBody text={mail.body} />
    </article>
  );
}
