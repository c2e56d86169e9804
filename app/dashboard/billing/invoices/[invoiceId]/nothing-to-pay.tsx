import { getTranslations } from "next-intl/server";
import type { InvoicePageView } from "@/lib/due-invoices/views";

type Props = { state: Exclude<InvoicePageView["state"], "payable"> | "unreachable"; invoiceId: string };

/** Why there is nothing to pay here, and where to go on. */
export async function NothingToPay({ state, invoiceId }: Props) {
  const t = await getTranslations("dashboard.invoice");
  const next =
    state === "unreachable"
      ? { href: `/dashboard/billing/invoices/${invoiceId}`, label: t("again") }
      : state === "plan_ended"
        ? { href: "/#plans", label: t("plans") }
        : { href: "/dashboard", label: t("dashboard") };
  return (
    <section className="panel p-5 sm:p-6" data-pays-invoice={state === "unreachable" ? undefined : ""}>
      <p role="status">{t(`text.${state}`)}</p>
      <a href={next.href} className="btn btn-primary tap mt-5 px-5">
        {next.label}
      </a>
    </section>
  );
}
