import { getTranslations } from "next-intl/server";
import { Logo } from "./logo";

export async function Footer() {
  const t = await getTranslations("common");
  return (
    <footer className="border-line border-t print:hidden">
      <div className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-10 text-sm sm:flex-row sm:items-end sm:justify-between sm:px-6">
        <div className="max-w-text">
          <Logo />
          <p className="mt-3 text-muted">{t("footer.line")}</p>
        </div>
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          <li>
            <a href="/#packs" className="link-quiet">
              {t("nav.prices")}
            </a>
          </li>
          <li>
            <a href="/#safety" className="link-quiet">
              {t("footer.safety")}
            </a>
          </li>
          <li>
            <a href="/#questions" className="link-quiet">
              {t("footer.questions")}
            </a>
          </li>
          <li>
            <a href="/docs/api" className="link-quiet">
              {t("footer.api")}
            </a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
