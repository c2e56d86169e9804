import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Bar } from "./bar";
import { Footer } from "./footer";
import { SetUpBanner } from "./set-up-banner";

/** Bar, content and footer. The root layout wraps every page in it. */
export async function Shell({ children }: { children: ReactNode }) {
  const t = await getTranslations("common");
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="btn btn-primary sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-4 focus:z-50"
      >
        {t("skipToContent")}
      </a>
      <Bar />
      <SetUpBanner />
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <Footer />
    </div>
  );
}
