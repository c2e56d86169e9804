import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { stripeSource } from "@/app/_payments/stripe-source";
import { requirePerson } from "@/app/_session";
import { Page } from "@/app/_ui/page";
import { type Query, readQuery } from "@/app/(auth)/query";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import { namesOfChange } from "../_parts/names-of-change";
import { ConfirmIsland, type ConfirmWords } from "./confirm-island";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plan.confirm"))("title"), robots: { index: false } };
}

/** A change that waits for the bank: the check runs here. */
export default async function ConfirmPage({ searchParams }: { searchParams: Query }) {
  const { walletId } = await requirePerson("/dashboard/plan/confirm");
  const plan = await findSubscription(walletId);
  if (!plan?.pending) redirect("/dashboard/plan");
  const [t, tPlan, { locale }] = await Promise.all([
    getTranslations("plan.confirm"),
    getTranslations("plan.links"),
    getPreferences(),
  ]);
  const { to: name } = await namesOfChange(plan, plan.pending.terms ?? plan);
  return (
    <Page title={t("title")} lead={t("lead", { plan: name })} width="text">
      <div className="grid gap-6">
        <p className="max-w-text text-muted">{t("text")}</p>
        <noscript>
          <p className="text-warning">{t("needsScript")}</p>
        </noscript>
        <ConfirmIsland
          source={stripeSource()}
          locale={locale}
          before={`${plan.plan} ${plan.interval}`}
          begins={(await readQuery(searchParams, "begin")) === "1"}
          words={await confirmWords()}
        />
        <a href="/dashboard/plan" className="link w-fit">
          {tPlan("plan")}
        </a>
      </div>
    </Page>
  );
}

async function confirmWords(): Promise<ConfirmWords> {
  const t = await getTranslations("plan.confirm");
  const told = (key: "failed" | "left") => ({ title: t(`${key}.title`), text: t(`${key}.text`) });
  return {
    ...{ button: t("button"), loading: t("loading"), working: t("working"), retry: t("retry") },
    ...{ failed: told("failed"), left: told("left") },
  };
}
