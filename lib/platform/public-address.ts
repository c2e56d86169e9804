/** The settings that decide the public address, as they are in the environment. */
export type AddressSource = Record<string, string | undefined>;

const PORT_DEFAULT = "3000";

function text(source: AddressSource, name: string): string | null {
  return source[name]?.trim() || null;
}

/**
 * The address under which people and Stripe reach this app, without a trailing slash, or null when the
 * deployment does not tell. `VERCEL_URL` is never used: it names one deployment and changes with the next one,
 * so a redirect or webhook built on it ends at an app that nobody serves any more, after the card was charged.
 */
export function publicAddress(source: AddressSource): string | null {
  const configured = text(source, "APP_URL");
  if (configured) return configured.replace(/\/+$/, "");
  const stage = text(source, "VERCEL_ENV");
  if (stage === "production") return https(text(source, "VERCEL_PROJECT_PRODUCTION_URL"));
  if (stage === "preview") return https(text(source, "VERCEL_BRANCH_URL"));
  return `http://localhost:${text(source, "PORT") ?? PORT_DEFAULT}`;
}

function https(host: string | null): string | null {
  return host && `https://${host}`;
}

/** Whether an address can only be reached from this machine. */
export function isLoopback(url: URL): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname) || url.hostname.endsWith(".localhost");
}
