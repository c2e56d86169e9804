import { getTranslations } from "next-intl/server";
import { SubmitButton } from "@/app/_ui/submit-button";
import { buyPlan } from "../buy";
import { toChangePlanPath } from "../wanted-plan";
import type { PlanOffer } from "./plan-offers";

type PlanButtonProps = {
  offer: PlanOffer;
  /** Which plan the reader has already: one is changed, never bought beside another. */
  has: "none" | "this" | "other";
  isFirst: boolean;
};

export async function PlanButton({ offer, has, isFirst }: PlanButtonProps) {
  const t = await getTranslations("landing.plans");
  if (has !== "none") {
    const href = has === "this" ? "/dashboard/plan" : toChangePlanPath(offer.id, offer.interval);
    return (
      <a href={href} className="btn btn-quiet btn-block tap">
        {has === "this" ? t("manage") : t("change", { name: offer.short })}
      </a>
    );
  }
  const words = offer.trial
    ? t("try", { days: offer.trial.days, name: offer.short })
    : t("buy", { name: offer.short });
  return (
    <form action={buyPlan}>
      <input type="hidden" name="plan" value={offer.id} />
      <input type="hidden" name="interval" value={offer.interval} />
      <input type="hidden" name="currency" value={offer.currency} />
      <SubmitButton className={`btn-block ${isFirst ? "btn-primary" : "btn-quiet"}`}>{words}</SubmitButton>
    </form>
  );
}
