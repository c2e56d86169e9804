import { getTranslations } from "next-intl/server";
import { Icon } from "@/app/_ui/icon";
import { Section } from "./section";

const ITEMS = [
  "when",
  "declined",
  "confirm",
  "expire",
  "renew",
  "trial",
  "cancel",
  "refund",
  "currency",
] as const;

export async function Questions({ months }: { months: number }) {
  const t = await getTranslations("landing.questions");
  return (
    <Section id="questions" title={t("heading")} split>
      <div className="divide-y divide-line border-line border-y">
        {ITEMS.map((item) => (
          <details key={item} className="group">
            <summary className="flex min-h-14 list-none items-center justify-between gap-4 py-3 font-medium [&::-webkit-details-marker]:hidden">
              {t(`items.${item}.question`)}
              <Icon name="chevron" className="size-5 text-muted group-open:rotate-180" />
            </summary>
            <p className="max-w-text pb-5 text-muted">{t(`items.${item}.answer`, { months })}</p>
          </details>
        ))}
      </div>
    </Section>
  );
}
