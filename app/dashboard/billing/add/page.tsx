import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { stripeSource } from "@/app/_payments/stripe-source";
import { TestRibbon } from "@/app/_payments/test-ribbon";
import { requirePerson } from "@/app/_session";
import { Page } from "@/app/_ui/page";
import { type Query, readQuery } from "@/app/(auth)/query";
import { finishAdding } from "@/lib/payment-methods/finish-adding";
import { env } from "@/lib/platform/env";
import { AddIsland } from "./add-island";
import { addWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("billing.add"))("title"), robots: { index: false } };
}

/**
 * Where a card is saved. Methods that leave for a page of their own come back here with the try in the address; how
 * it ended is asked of Stripe, never read from there.
 */
export default async function AddCardPage({ searchParams }: { searchParams: Query }) {
  const { walletId } = await requirePerson("/dashboard/billing/add");
  const intentId = await readQuery(searchParams, "setup_intent");
  if (intentId !== undefined) {
    const { outcome } = await finishAdding({ walletId, intentId });
    if (outcome === "added" || outcome === "processing") redirect(`/dashboard/billing?after=${outcome}`);
  }
  const [t, { locale }, words] = await Promise.all([
    getTranslations("billing.add"),
    getPreferences(),
    addWords(),
  ]);
  return (
    <Page title={t("title")} lead={t("lead")} width="text">
      <div className="grid gap-4">
        {env().stripe.livemode ? null : <TestRibbon />}
        <section aria-label={t("form")} className="panel p-4 sm:p-6">
          <noscript>{t("noScript")}</noscript>
          <AddIsland locale={locale} source={stripeSource()} words={words} isBack={intentId !== undefined} />
        </section>
        <p className="text-muted text-sm">{t("safe")}</p>
      </div>
      <p className="mt-6">
        <a href="/dashboard/billing" className="link-quiet text-sm">
          {t("back")}
        </a>
      </p>
    </Page>
  );
}
