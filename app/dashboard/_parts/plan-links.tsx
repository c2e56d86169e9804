import { getTranslations } from "next-intl/server";
import type { DueInvoiceView } from "@/lib/subscriptions/find-due-invoice";
import type { PlanState } from "./plan-state";

/** The one thing to do for this state, and where else the plan is looked after. */
export async function PlanLinks({ state, due }: { state: PlanState; due: DueInvoiceView | null }) {
  const t = await getTranslations("dashboard.plan.links");
  const first = firstOf(state, due);
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      {first ? (
        <a href={first.href} className="btn btn-primary tap px-4">
          {t(first.label)}
        </a>
      ) : null}
      {state === "ended" ? null : (
        <a href="/dashboard/plan" className="link-quiet tap flex items-center">
          {t("manage")}
        </a>
      )}
      {state === "active" || state === "trialing" || state === "scheduled" ? (
        <a href="/dashboard/plan/cancel" className="link-quiet tap flex items-center">
          {t("cancel")}
        </a>
      ) : null}
      <a href="/dashboard/billing" className="link-quiet tap flex items-center">
        {t("billing")}
      </a>
    </div>
  );
}

function firstOf(state: PlanState, due: DueInvoiceView | null) {
  if (due) {
    const label = due.ask === "bank" ? "confirm" : "pay";
    return { href: `/dashboard/billing/invoices/${due.id}`, label } as const;
  }
  if (state === "paused") return { href: "/dashboard/billing", label: "addCard" } as const;
  if (state === "ended") return { href: "/#plans", label: "choose" } as const;
  if (state === "pending") return { href: "/dashboard/plan", label: "finish" } as const;
  if (state === "canceling") return { href: "/dashboard/plan", label: "resume" } as const;
  return null;
}
