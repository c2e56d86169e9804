"use client";
import type { InvoiceWords } from "./invoice-words";

type Props = {
  ids: string[];
  /** The bank of the first waits for its holder. */
  asksBank: boolean;
  words: InvoiceWords;
  isBusy: boolean;
  onPay: (paymentMethodId: string) => void;
};

/** What is saved, the card that is charged for the plan first: try it again, or answer its bank; or another of them. */
export function SavedCards({ ids, asksBank, words: { saved }, isBusy, onPay }: Props) {
  return (
    <section aria-labelledby="saved" className="panel p-4 sm:p-6">
      <h2 id="saved" className="text-base">
        {saved.title}
      </h2>
      <p className="mt-1 mb-4 text-muted text-sm">{asksBank ? saved.bank : saved.text}</p>
      <div className="grid gap-3">
        {ids.map((id, at) => {
          const confirms = asksBank && at === 0;
          return (
            <button
              key={id}
              type="button"
              className={`btn btn-lg figures h-auto min-h-12 py-2 text-base ${confirms ? "btn-primary" : "btn-quiet"}`}
              aria-disabled={isBusy}
              onClick={() => onPay(id)}
            >
              {confirms ? saved.confirm : saved.pays[at]}
            </button>
          );
        })}
      </div>
    </section>
  );
}
