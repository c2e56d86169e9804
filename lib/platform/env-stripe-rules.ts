import { fault, isProduction, type Rule, type Settings, STAND_INS, valid, webUrl } from "./env-fault";
import { isLoopback } from "./public-address";

const SECRET_KEY = /^(sk|rk)_(test|live)_[A-Za-z0-9_]{8,}$/;
const PUBLISHABLE_KEY = /^pk_(test|live)_[A-Za-z0-9_]{8,}$/;
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/=_-]{8,}$/;

const stripeKeys: Rule = ({ STRIPE_SECRET_KEY: secret, STRIPE_PUBLISHABLE_KEY: publishable }) => [
  !secret &&
    fault("STRIPE_SECRET_KEY", "is missing", `copy it from Stripe's dashboard (API keys), ${STAND_INS}`),
  !publishable &&
    fault("STRIPE_PUBLISHABLE_KEY", "is missing", "copy it from the same page as the secret key"),
  secret !== undefined &&
    !SECRET_KEY.test(secret) &&
    fault(
      "STRIPE_SECRET_KEY",
      "is not a Stripe secret key",
      "it starts with sk_test_, sk_live_, rk_test_ or rk_live_",
    ),
  publishable !== undefined &&
    !PUBLISHABLE_KEY.test(publishable) &&
    fault("STRIPE_PUBLISHABLE_KEY", "is not a Stripe publishable key", "it starts with pk_test_ or pk_live_"),
];

function modeOf(key: string | undefined): string | undefined {
  return key?.match(/^(?:sk|rk|pk)_(test|live)_/)?.[1];
}

function isLive(settings: Settings): boolean {
  return [settings.STRIPE_SECRET_KEY, settings.STRIPE_PUBLISHABLE_KEY].some((key) => modeOf(key) === "live");
}

const stripeModes: Rule = (settings) => {
  const secret = modeOf(settings.STRIPE_SECRET_KEY);
  const publishable = modeOf(settings.STRIPE_PUBLISHABLE_KEY);
  return [
    secret !== undefined &&
      publishable !== undefined &&
      secret !== publishable &&
      fault(
        "STRIPE_SECRET_KEY",
        `is a ${secret} key beside a ${publishable} publishable key`,
        "take both from one mode",
      ),
    isLive(settings) &&
      settings.STRIPE_API_BASE !== undefined &&
      fault(
        "STRIPE_API_BASE",
        "is set beside a live key",
        "remove it, or use test keys: live money goes to Stripe only",
      ),
  ];
};

const livePlace: Rule = (settings) => {
  const live = isLive(settings);
  return [
    live &&
      (!isProduction(settings) || settings.VERCEL_ENV === "preview") &&
      fault(
        "STRIPE_SECRET_KEY",
        "is a live key outside production",
        "use test keys here, so that no test charges a real card",
      ),
    live &&
      !settings.APP_URL &&
      !settings.VERCEL &&
      fault(
        "APP_URL",
        "is missing beside a live key",
        "set the public https address, where payers come back to",
      ),
  ];
};

/**
 * Not a fault: a shop may be tried out under its own address before it opens. But it sells for nothing, to anybody who
 * knows a test card's number.
 */
export const soldForNothing: Rule = (settings) => {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base, VERCEL, VERCEL_ENV, APP_URL } = settings;
  const isOpen = isProduction(settings) && (VERCEL ? VERCEL_ENV === "production" : isPublic(APP_URL));
  return [
    isOpen &&
      base !== undefined &&
      fault(
        "STRIPE_API_BASE",
        "names a stand-in for Stripe in production, so credits are sold for test cards and no money comes",
        "set the live keys of Stripe, and no STRIPE_API_BASE, before the shop opens",
      ),
    isOpen &&
      !base &&
      modeOf(key) === "test" &&
      fault(
        "STRIPE_SECRET_KEY",
        "is a test key in production, so credits are sold for test cards and no money comes",
        "set the live keys and a database of their own before the shop opens",
      ),
  ];
};

function isPublic(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && !isLoopback(new URL(url));
}

const stripeAddress: Rule = ({ STRIPE_API_BASE: base, VERCEL }) => {
  if (!base) return [];
  const usable = valid(webUrl, base);
  return [
    !usable &&
      fault("STRIPE_API_BASE", "is not a web address", "write it as http://127.0.0.1:12111, or remove it"),
    usable &&
      VERCEL !== undefined &&
      isLoopback(new URL(base)) &&
      fault("STRIPE_API_BASE", "names this machine, on Vercel", "remove it: the emulator does not run there"),
  ];
};

const webhookSecrets: Rule = ({ STRIPE_WEBHOOK_SECRET: secrets }) => [
  secrets !== undefined &&
    !secrets.split(",").every((secret) => WEBHOOK_SECRET.test(secret.trim())) &&
    fault(
      "STRIPE_WEBHOOK_SECRET",
      "holds something that is not a signing secret",
      "each secret starts with whsec_; separate several with commas",
    ),
];

/** What must hold for whoever only speaks to Stripe, wherever that is. */
export const STRIPE_CALL_RULES = [stripeKeys, stripeModes, stripeAddress];
/** What must hold for a server that sells, so that no test charges a real card and no live event is lost. */
export const STRIPE_RULES = [...STRIPE_CALL_RULES, webhookSecrets, livePlace];
