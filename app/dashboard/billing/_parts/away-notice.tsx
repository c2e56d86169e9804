import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";

/** Stripe could not be asked: said instead of an empty list, which would look like a loss. */
export async function AwayNotice({ what }: { what: "methods" | "invoices" }) {
  const t = await getTranslations("billing.away");
  const retry = (
    <a href="/dashboard/billing" className="btn btn-quiet tap">
      {t("retry")}
    </a>
  );
  return (
    <Notice tone="warn" title={t("title")} action={retry}>
      {t(what)}
    </Notice>
  );
}
