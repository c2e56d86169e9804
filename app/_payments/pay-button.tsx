"use client";
import { Icon } from "@/app/_ui/icon";
import type { Phase } from "./finish-payment";
import type { PaymentWords } from "./words";

type Props = { phase: Phase; ready: boolean; slow: boolean; words: PaymentWords };

/** Says the amount, and while it works says what is happening; a screen reader hears the same. */
export function PayButton({ phase, ready, slow, words }: Props) {
  const doing = phase === "idle" ? null : words.phase[phase === "leaving" ? "finishing" : phase];
  return (
    <div className="grid gap-3">
      <button
        type="submit"
        className={`btn btn-primary btn-lg w-full text-base ${ready ? "" : "opacity-60"}`}
        aria-disabled={doing !== null || !ready}
      >
        {doing === null ? (
          <Icon name="lock" className="size-4" />
        ) : (
          <span aria-hidden="true" className="loading loading-spinner loading-sm" />
        )}
        <span className="figures">{doing ?? words.pay}</span>
      </button>
      <p role="status" className="sr-only">
        {doing}
      </p>
      {slow && (
        <p role="status" className="text-sm text-warning">
          {words.slow}
        </p>
      )}
      <p className="text-center text-muted text-sm">{words.once}</p>
    </div>
  );
}
