import type { Metadata, Viewport } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { env } from "@/lib/platform/env";
import "./globals.css";
import { LANGUAGE_TAGS } from "./_i18n/locale";
import { getPreferences } from "./_i18n/preferences";
import { fontVariables } from "./_ui/fonts";
import { Shell } from "./_ui/shell";
import { ZoneScript } from "./_ui/zone-script";

const DATA_THEMES = { system: undefined, light: "topup", dark: "topup-dark" } as const;

const PAGE_COLORS = { light: "#fafaf7", dark: "#0c0f0e" } as const;

export async function generateViewport(): Promise<Viewport> {
  const { theme } = await getPreferences();
  if (theme !== "system") return { themeColor: PAGE_COLORS[theme] };
  return {
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: PAGE_COLORS.light },
      { media: "(prefers-color-scheme: dark)", color: PAGE_COLORS.dark },
    ],
  };
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    metadataBase: new URL(env().appUrl),
    title: { default: t("brand"), template: `%s · ${t("brand")}` },
    description: t("tagline"),
  };
}

export default async function Layout({ children }: { children: ReactNode }) {
  const { locale, theme } = await getPreferences();
  return (
    <html lang={LANGUAGE_TAGS[locale]} data-theme={DATA_THEMES[theme]} className={fontVariables}>
      <body>
        <ZoneScript />
        <Shell>{children}</Shell>
      </body>
    </html>
  );
}
