import { getTranslations } from "next-intl/server";
import type { InvoicePageView } from "@/lib/due-invoices/views";

type State = Exclude<InvoicePageView["state"], "payable"> | "unreachable";

/** Why there is nothing to pay here, and where to go on. */
export async function NothingToPay({ state, invoiceId }: { state: State; invoiceId: string }) {
  const t = await getTranslations("dashboard.invoice");
  const { href, label } = nextOf(state, invoiceId);
  return (
    <section className="panel p-5 sm:p-6" data-pays-invoice={state === "unreachable" ? undefined : ""}>
      <p role="status">{t(`text.${state}`)}</p>
      <a href={href} className="btn btn-primary tap mt-5 px-5">
        {t(label)}
      </a>
    </section>
  );
}

function nextOf(state: State, invoiceId: string) {
  if (state === "unreachable")
    return { href: `/dashboard/billing/invoices/${invoiceId}`, label: "again" } as const;
  if (state === "plan_ended") return { href: "/#plans", label: "plans" } as const;
  if (state === "invoice_overtaken") return { href: "/dashboard/plan", label: "toPlan" } as const;
  return { href: "/dashboard", label: "dashboard" } as const;
}
