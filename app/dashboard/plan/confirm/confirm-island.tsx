"use client";

import { useEffect, useRef } from "react";
import type { Locale } from "@/app/_i18n/locale";
import type { StripeSource } from "@/app/_payments/load-stripe";
import { useStripeJs } from "@/app/_payments/use-stripe";
import { Notice } from "@/app/_ui/notice";
import { useConfirmation } from "./use-confirmation";

type Told = { title: string; text: string };
export type ConfirmWords = {
  button: string;
  loading: string;
  working: string;
  retry: string;
  failed: Told;
  left: Told;
};

type Props = {
  source: StripeSource;
  locale: Locale;
  /** The plan before the change, so that the answer can tell whether it happened. */
  before: string;
  /** Whether the person comes straight from accepting: then the check begins by itself, once. */
  begins: boolean;
  words: ConfirmWords;
};

export function ConfirmIsland({ source, locale, before, begins, words }: Props) {
  const { load, retry } = useStripeJs(source, locale);
  const { works, notice, confirm } = useConfirmation(before, words.left);
  const stripe = load.state === "ready" ? load.stripe : null;
  const begun = useRef(!begins);

  useEffect(() => {
    if (!stripe || begun.current) return;
    begun.current = true;
    void confirm(stripe);
  }, [stripe, confirm]);

  if (load.state === "failed") return <Failed words={words} onRetry={retry} />;
  const isBusy = works || !stripe;
  return (
    <div className="grid gap-4">
      {notice ? (
        <Notice tone="warn" title={notice.title}>
          {notice.text}
        </Notice>
      ) : null}
      <div>
        <button
          type="button"
          className="btn btn-primary tap"
          aria-disabled={isBusy}
          aria-busy={isBusy}
          onClick={() => stripe && void confirm(stripe)}
        >
          {isBusy ? <span aria-hidden="true" className="loading loading-spinner loading-xs" /> : null}
          {works ? words.working : stripe ? words.button : words.loading}
        </button>
      </div>
    </div>
  );
}

function Failed({ words, onRetry }: { words: ConfirmWords; onRetry: () => void }) {
  const button = (
    <button type="button" className="btn btn-primary tap" onClick={onRetry}>
      {words.retry}
    </button>
  );
  return (
    <Notice tone="danger" title={words.failed.title} action={button}>
      {words.failed.text}
    </Notice>
  );
}
