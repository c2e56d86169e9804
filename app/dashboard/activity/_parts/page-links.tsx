import { getTranslations } from "next-intl/server";
import { type ActivityQuery, toAddress } from "../read-query";

type PageLinksProps = { query: ActivityQuery; older: number | null; newer: number | null; isShort: boolean };

/** To the pages around. A look that ended before it filled the page is offered to go on. */
export async function PageLinks({ query, older, newer, isShort }: PageLinksProps) {
  const t = await getTranslations("activity.pages");
  if (older === null && newer === null) return null;
  return (
    <nav aria-label={t("label")} className="mt-4 flex justify-between gap-3 print:hidden">
      {newer === null ? (
        <span />
      ) : (
        <a href={toAddress({ ...query, before: null, after: newer })} className="btn btn-quiet tap px-5">
          {t("newer")}
        </a>
      )}
      {older === null ? null : (
        <a href={toAddress({ ...query, before: older, after: null })} className="btn btn-quiet tap px-5">
          {isShort ? t("further") : t("older")}
        </a>
      )}
    </nav>
  );
}
