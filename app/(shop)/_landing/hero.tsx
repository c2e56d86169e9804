import { getTranslations } from "next-intl/server";
import { Icon } from "@/app/_ui/icon";
import type { Offer } from "./offers";
import { PackPicker } from "./pack-picker";

const FACTS = ["once", "valid", "stripe"] as const;

export async function Hero({ offers, months }: { offers: Offer[]; months: number }) {
  const t = await getTranslations("landing.hero");
  return (
    <section className="mx-auto grid max-w-6xl items-center gap-10 px-4 pt-10 pb-16 sm:px-6 sm:pt-16 sm:pb-24 lg:grid-cols-[1fr_26rem] lg:gap-16">
      <div>
        <h1 className="max-w-xl text-[2rem]/10 sm:text-4xl">{t("heading")}</h1>
        <p className="mt-5 max-w-xl text-lg/7 text-muted">{t("lead", { months })}</p>
        <ul className="mt-8 flex flex-col gap-3">
          {FACTS.map((fact) => (
            <li key={fact} className="flex items-center gap-3">
              <Icon name="check" className="size-5 text-primary" />
              {t(`facts.${fact}`, { months })}
            </li>
          ))}
        </ul>
        <p className="mt-6">
          <a href="#plans" className="link-quiet tap inline-flex items-center gap-2 font-medium text-sm">
            {t("plans")}
            <Icon name="arrow" className="size-4" />
          </a>
        </p>
      </div>
      <PackPicker offers={offers} />
    </section>
  );
}
