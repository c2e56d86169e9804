import { getTranslations } from "next-intl/server";
import { Logo } from "./logo";
import { PreferencesMenu } from "./preferences-menu";

export async function Bar() {
  const t = await getTranslations("common.nav");
  return (
    <header className="sticky top-0 z-40 border-line border-b bg-page">
      <nav
        aria-label={t("label")}
        className="mx-auto flex h-16 max-w-6xl items-center gap-1 px-4 sm:gap-2 sm:px-6"
      >
        <a href="/" aria-label={t("home")} className="tap mr-auto flex items-center rounded-md sm:mr-4">
          <Logo />
        </a>
        <a
          href="/#packs"
          className="link-quiet tap mr-auto hidden items-center px-2 font-medium text-sm sm:flex"
        >
          {t("prices")}
        </a>
        <PreferencesMenu />
        <a href="/sign-in" className="btn btn-quiet tap px-3 text-sm sm:px-4">
          {t("signIn")}
        </a>
      </nav>
    </header>
  );
}
