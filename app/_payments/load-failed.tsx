"use client";
import { NoticeBox } from "./notice-box";
import type { PaymentWords } from "./words";

/** The form of Stripe could not be loaded: what that means, and a way to try again. */
export function LoadFailed({ words, onRetry }: { words: PaymentWords; onRetry: () => void }) {
  return (
    <div className="grid gap-4">
      <NoticeBox notice={words.stripeAway} />
      <button type="button" className="btn btn-quiet tap justify-self-start" onClick={onRetry}>
        {words.retry}
      </button>
    </div>
  );
}
