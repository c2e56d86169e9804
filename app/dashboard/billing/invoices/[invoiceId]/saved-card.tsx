"use client";
import type { Phase } from "@/app/_payments/pay-in-browser";
import type { InvoiceWords } from "./invoice-words";

type Props = { asksBank: boolean; words: InvoiceWords; phase: Phase; onPay: () => void };

/** The card that is charged for the plan: try it again, or answer the bank that waits for its holder. */
export function SavedCard({ asksBank, words, phase, onPay }: Props) {
  const { saved } = words;
  return (
    <section aria-labelledby="saved" className="panel p-4 sm:p-6">
      <h2 id="saved" className="text-base">
        {saved.title}
      </h2>
      <p className="mt-1 mb-4 text-muted text-sm">{asksBank ? saved.bank : saved.text}</p>
      <button
        type="button"
        className={`btn btn-lg figures h-auto min-h-12 w-full py-2 text-base ${asksBank ? "btn-primary" : "btn-quiet"}`}
        aria-disabled={phase !== "idle"}
        onClick={onPay}
      >
        {asksBank ? saved.confirm : saved.pay}
      </button>
    </section>
  );
}
