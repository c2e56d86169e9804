"use client";
import type { Stripe } from "@stripe/stripe-js";
import { useCallback, useEffect, useState } from "react";
import type { Locale } from "@/app/_i18n/locale";
import { loadStripeJs, type StripeSource } from "./load-stripe";

export type StripeLoad = { state: "loading" } | { state: "ready"; stripe: Stripe } | { state: "failed" };

/** Loads Stripe.js once per page; `retry` starts again after a failure. */
export function useStripeJs(source: StripeSource, locale: Locale) {
  const [load, setLoad] = useState<StripeLoad>({ state: "loading" });
  const [round, setRound] = useState(0);
  const { publishableKey, standInUrl } = source;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is what starts the effect again
  useEffect(() => {
    let gone = false;
    const arrive = (next: StripeLoad) => gone || setLoad(next);
    setLoad({ state: "loading" });
    loadStripeJs({ publishableKey, standInUrl }, locale).then(
      (stripe) => arrive({ state: "ready", stripe }),
      () => arrive({ state: "failed" }),
    );
    return () => {
      gone = true;
    };
  }, [publishableKey, standInUrl, locale, round]);

  return { load, retry: useCallback(() => setRound((before) => before + 1), []) };
}
