import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";
import { mailRoute } from "@/lib/mail/send-mail";

/** Says where mails really go when it is not to a mail server; nothing otherwise. */
export async function MailNotice({ className = "" }: { className?: string }) {
  const t = await getTranslations("auth");
  const route = mailRoute();
  if (route === "smtp") return null;
  if (route === "none") {
    return (
      <Notice tone="warn" className={className}>
        {t("refusals.mail_not_configured")}
      </Notice>
    );
  }
  return (
    <Notice className={className}>
      {t("forgot.mailbox")}{" "}
      <a className="link" href="/mailbox">
        {t("forgot.openMailbox")}
      </a>
    </Notice>
  );
}
