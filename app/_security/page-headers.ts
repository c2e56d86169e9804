/** What the headers of a page depend on. */
export type PageSurroundings = {
  nonce: string;
  /** Whether people reach the app over HTTPS: then browsers are told to stay there. */
  https: boolean;
  /** `next dev` evaluates code and keeps a socket open; a build does neither. */
  development: boolean;
  /** The emulator's origin when it stands in for Stripe, else null. */
  emulator: string | null;
};

const STRIPE = {
  scripts: ["https://js.stripe.com", "https://*.js.stripe.com"],
  frames: ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"],
  calls: ["https://api.stripe.com"],
  images: ["https://*.stripe.com"],
};

const TWO_YEARS_SECONDS = 63_072_000;

function stripeSources(emulator: string | null): typeof STRIPE {
  if (!emulator) return STRIPE;
  return { scripts: [emulator], frames: [emulator], calls: [emulator], images: [emulator] };
}

/**
 * The content security policy of a page. Scripts run only with this response's nonce, or when such a script
 * loaded them: that is how Stripe.js comes in; its hosts are listed for browsers without 'strict-dynamic'.
 * Style elements need the nonce too. Style attributes are allowed, because Stripe.js places its frames with
 * them; an attribute cannot load anything or reach another element.
 * Source: docs.stripe.com/security/guide#content-security-policy.
 */
export function contentSecurityPolicy({ nonce, https, development, emulator }: PageSurroundings): string {
  const stripe = stripeSources(emulator);
  const directives: Record<string, string[]> = {
    "default-src": ["'self'"],
    "script-src": ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...stripe.scripts],
    "style-src": ["'self'", development ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", ...stripe.images],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...stripe.calls],
    "frame-src": stripe.frames,
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  if (development) {
    directives["script-src"]?.push("'unsafe-eval'");
    directives["connect-src"]?.push("ws:");
  }
  if (https) directives["upgrade-insecure-requests"] = [];
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}

/** All security headers of a page. */
export function pageHeaders(page: PageSurroundings): Record<string, string> {
  const wallets = page.emulator ?? "https://js.stripe.com";
  return {
    "Content-Security-Policy": contentSecurityPolicy(page),
    "Permissions-Policy": `payment=(self "${wallets}"), publickey-credentials-get=(self "${wallets}"), camera=(), microphone=(), geolocation=()`,
    ...(page.https ? { "Strict-Transport-Security": `max-age=${TWO_YEARS_SECONDS}` } : {}),
  };
}
