import { getTranslations } from "next-intl/server";
import { Section } from "./section";

const STEPS = ["choose", "pay", "use"] as const;

export async function HowItWorks() {
  const t = await getTranslations("landing.how");
  return (
    <Section id="how" title={t("heading")}>
      <ol className="grid gap-8 md:grid-cols-3 md:gap-10">
        {STEPS.map((step, index) => (
          <li key={step}>
            <span
              aria-hidden="true"
              className="figures flex size-8 items-center justify-center rounded-full border border-line bg-surface font-semibold text-sm"
            >
              {index + 1}
            </span>
            <h3 className="mt-4 text-base">{t(`steps.${step}.title`)}</h3>
            <p className="mt-1 max-w-sm text-muted">{t(`steps.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
