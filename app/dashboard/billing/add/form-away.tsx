"use client";
import { NoticeBox } from "@/app/_payments/notice-box";
import type { AddWords } from "./words";

/** The form of Stripe could not be loaded: what that means, and a way to try again. */
export function FormAway({ words, onRetry }: { words: AddWords; onRetry: () => void }) {
  return (
    <div className="grid gap-4">
      <NoticeBox notice={words.formAway} />
      <button type="button" className="btn btn-quiet tap justify-self-start" onClick={onRetry}>
        {words.retry}
      </button>
    </div>
  );
}
