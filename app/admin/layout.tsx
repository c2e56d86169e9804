import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { NavLink } from "./nav-link";
import { requireOperator } from "./require-operator";

/** The way between the pages of operators. Each page still asks for itself who is there: a layout guards nothing. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireOperator();
  const t = await getTranslations("admin.nav");
  return (
    <>
      <nav aria-label={t("label")} className="border-line border-b print:hidden">
        <div className="mx-auto flex max-w-6xl flex-wrap gap-x-4 px-4 sm:gap-x-6 sm:px-6">
          <NavLink href="/admin">{t("trouble")}</NavLink>
          <NavLink href="/admin/payments">{t("payments")}</NavLink>
          <NavLink href="/admin/reconciliation">{t("reconciliation")}</NavLink>
          <NavLink href="/admin/setup">{t("setup")}</NavLink>
        </div>
      </nav>
      {children}
    </>
  );
}
