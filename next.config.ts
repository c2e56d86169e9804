import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./app/_i18n/request.ts");

const EVERYWHERE = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin-allow-popups" },
];

/** Answers for machines show nothing; the policy of pages has a nonce and comes from proxy.ts. */
const MACHINES_ONLY = [
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
];

/** Read by pages that show the source of the playground's job. */
const EXAMPLE = "./lib/playground/draw-avatar-for-credits.ts";

const config: NextConfig = {
  outputFileTracingIncludes: { "/playground": [EXAMPLE], "/docs/api": [EXAMPLE] },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["postgres", "pino", "nodemailer"],
  // Some browsers ask for it whatever the page says.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // Each entry is tried for each request, and one that names its segments costs more than setting what it says.
  headers: async () => [
    { source: "/((?!api/|stripe/).*)", headers: EVERYWHERE },
    { source: "/(api|stripe)/(.*)", headers: [...EVERYWHERE, ...MACHINES_ONLY] },
  ],
};

export default withNextIntl(config);
