import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { type PageSurroundings, pageHeaders } from "@/app/_security/page-headers";
import { env } from "@/lib/platform/env";

function readSurroundings(nonce: string): PageSurroundings {
  const { appUrl, stripe } = env();
  return {
    nonce,
    https: appUrl.startsWith("https:"),
    development: process.env.NODE_ENV !== "production",
    emulator: stripe.emulated && stripe.apiBase ? new URL(stripe.apiBase).origin : null,
  };
}

/** Gives each page its security headers; Next reads the nonce for its own scripts from the request's policy. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const headers = pageHeaders(readSurroundings(nonce));
  const forwarded = new Headers(request.headers);
  forwarded.set("x-nonce", nonce);
  forwarded.set("content-security-policy", headers["Content-Security-Policy"] ?? "");
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** Pages only: the webhook, the API and files never pass through here. */
export const config = {
  matcher: ["/((?!api/|stripe/|_next/|icon.svg|apple-icon|opengraph-image|favicon.ico|robots.txt).*)"],
};
