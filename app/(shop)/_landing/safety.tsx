import { getTranslations } from "next-intl/server";
import { Icon, type IconName } from "@/app/_ui/icon";
import { Section } from "./section";

const POINTS: { key: "card" | "once" | "lines"; icon: IconName }[] = [
  { key: "card", icon: "lock" },
  { key: "once", icon: "once" },
  { key: "lines", icon: "ledger" },
];

export async function Safety() {
  const t = await getTranslations("landing.safety");
  return (
    <Section id="safety" title={t("heading")} lead={t("lead")}>
      <ul className="grid gap-4 md:grid-cols-3">
        {POINTS.map(({ key, icon }) => (
          <li key={key} className="panel p-5 sm:p-6">
            <Icon name={icon} className="size-6 text-primary" />
            <h3 className="mt-4 text-base">{t(`points.${key}.title`)}</h3>
            <p className="mt-1 text-muted">{t(`points.${key}.text`)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
