import { getTranslations } from "next-intl/server";
import { getPerson } from "@/app/_session";

/** The ways from here to what belongs to a wallet and is not about its numbers. */
export async function MoreLinks() {
  const t = await getTranslations("dashboard");
  const person = await getPerson();
  return (
    <nav aria-label={t("more")} className="mt-8 flex flex-wrap gap-x-6 text-sm">
      <a href="/playground" className="link-quiet tap flex items-center">
        {t("playground")}
      </a>
      <a href="/dashboard/billing" className="link-quiet tap flex items-center">
        {t("billing")}
      </a>
      <a href="/dashboard/keys" className="link-quiet tap flex items-center">
        {t("keys")}
      </a>
      <a href="/account" className="link-quiet tap flex items-center sm:hidden">
        {t("account")}
      </a>
      {person?.isOperator ? (
        <a href="/admin" className="link-quiet tap flex items-center sm:hidden">
          {t("operators")}
        </a>
      ) : null}
    </nav>
  );
}
