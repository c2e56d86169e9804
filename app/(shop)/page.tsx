import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PACKS } from "@/lib/catalog/packs";
import { isPlanInterval } from "@/lib/catalog/plans";
import { Hero } from "./_landing/hero";
import { HowItWorks } from "./_landing/how-it-works";
import { listOffers } from "./_landing/offers";
import { PackCards } from "./_landing/pack-cards";
import { PlanCards } from "./_landing/plan-cards";
import { Questions } from "./_landing/questions";
import { Safety } from "./_landing/safety";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("landing");
  const tCommon = await getTranslations("common");
  return { title: { absolute: `${tCommon("brand")} · ${t("title")}` }, description: tCommon("tagline") };
}

type Query = Promise<{ interval?: string | string[] }>;

export default async function Landing({ searchParams }: { searchParams: Query }) {
  const { interval } = await searchParams;
  const offers = await listOffers();
  const months = Math.min(...PACKS.map((pack) => pack.validityMonths));
  return (
    <>
      <Hero offers={offers} months={months} />
      <PackCards offers={offers} />
      <PlanCards interval={isPlanInterval(interval) ? interval : "month"} />
      <HowItWorks />
      <Safety />
      <Questions months={months} />
    </>
  );
}
