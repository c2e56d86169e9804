import { unstable_rethrow } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPerson } from "@/app/_session";
import type { Person } from "@/lib/auth/person";
import { log } from "@/lib/platform/log";
import { Logo } from "./logo";
import { PreferencesMenu } from "./preferences-menu";

export async function Bar() {
  const t = await getTranslations("common.nav");
  const person = await findWhoIsThere();
  const isKnown = person !== null;
  return (
    <header className="print:hidden sticky top-0 z-40 border-line border-b bg-page">
      <nav
        aria-label={t("label")}
        className="mx-auto flex h-16 max-w-6xl items-center gap-1 px-4 sm:gap-2 sm:px-6"
      >
        <a href="/" aria-label={t("home")} className="tap mr-auto flex items-center rounded-md sm:mr-4">
          <Logo />
        </a>
        <div className="mr-auto hidden sm:flex">
          <BarLink href="/#packs">{t("prices")}</BarLink>
          {isKnown ? <BarLink href="/account">{t("account")}</BarLink> : null}
          {person?.isOperator ? <BarLink href="/admin">{t("operators")}</BarLink> : null}
        </div>
        <PreferencesMenu />
        <a href={isKnown ? "/dashboard" : "/sign-in"} className="btn btn-quiet tap px-3 text-sm sm:px-4">
          {isKnown ? t("dashboard") : t("signIn")}
        </a>
      </nav>
    </header>
  );
}

function BarLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} className="link-quiet tap flex items-center px-2 font-medium text-sm">
      {children}
    </a>
  );
}

/** A bar that cannot ask who is there still leads everywhere: the page itself says what is wrong. */
async function findWhoIsThere(): Promise<Person | null> {
  try {
    return await getPerson();
  } catch (error) {
    unstable_rethrow(error);
    log.warn({ error }, "bar_without_session");
    return null;
  }
}
