"use client";
import type { Notice } from "./notice";
import { NoticeBox } from "./notice-box";

type Props = { words: { stripeAway: Notice; retry: string }; onRetry: () => void };

/** The form of Stripe could not be loaded: what that means, and a way to try again. */
export function LoadFailed({ words, onRetry }: Props) {
  return (
    <div className="grid gap-4">
      <NoticeBox notice={words.stripeAway} />
      <button type="button" className="btn btn-quiet tap justify-self-start" onClick={onRetry}>
        {words.retry}
      </button>
    </div>
  );
}
