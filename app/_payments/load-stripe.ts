import type { Stripe } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import type { Locale } from "@/app/_i18n/locale";

/** Where Stripe.js comes from. Handed down by the server at run time, so that one build serves every key. */
export type StripeSource = {
  publishableKey: string;
  /** The script of the local stand-in, or null: Stripe's own. */
  standInUrl: string | null;
};

/** After this long a script that neither loads nor fails counts as blocked, and the person may retry. */
const LOAD_TIMEOUT_MS = 20_000;

/**
 * The one place that loads Stripe.js. The stand-in defines `window.Stripe` first, which Stripe's own loader
 * then finds and uses; nothing after this line knows which of the two it talks to. Rejects when the script is
 * blocked or the network is away, and may be called again then.
 */
export async function loadStripeJs(source: StripeSource, locale: Locale): Promise<Stripe> {
  const loading = source.standInUrl === null ? Promise.resolve() : loadScript(source.standInUrl);
  const stripe = await withTimeout(loading.then(() => loadStripe(source.publishableKey, { locale })));
  if (stripe === null) throw new Error("Stripe.js needs a browser");
  return stripe;
}

function loadScript(url: string): Promise<void> {
  if ("Stripe" in window) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.crossOrigin = "anonymous";
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("Stripe.js did not load"));
    });
    document.head.append(script);
  });
}

function withTimeout<Value>(work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Stripe.js takes too long")), LOAD_TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
