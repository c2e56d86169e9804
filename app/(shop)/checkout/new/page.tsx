import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readWantedPack } from "../../wanted-pack";
import { readWantedPlan } from "../../wanted-plan";
import { ConfirmPack } from "./confirm-pack";
import { ConfirmPlan } from "./confirm-plan";

type Query = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata({ searchParams }: { searchParams: Query }): Promise<Metadata> {
  const t = await getTranslations("landing.confirm");
  const { plan } = await searchParams;
  return { title: t(plan === undefined ? "title" : "titlePlan"), robots: { index: false } };
}

/** Where a purchase goes on after signing in. Shows what will be bought; only its button creates the order. */
export default async function ConfirmPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const read = (name: string) => query[name];
  return query.plan === undefined ? (
    <ConfirmPack wanted={readWantedPack(read)} refused={query.refused} />
  ) : (
    <ConfirmPlan wanted={readWantedPlan(read)} refused={query.refused} />
  );
}
