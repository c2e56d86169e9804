import type { ReactNode } from "react";

/** Names and what they are, line by line; what is null is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode] | null)[] }) {
  return (
    <dl className="divide-y divide-line text-sm">
      {facts.map((fact) =>
        fact === null ? null : (
          <div
            key={fact[0]}
            className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-2.5 first:pt-0 last:pb-0"
          >
            <dt className="text-muted">{fact[0]}</dt>
            <dd className="min-w-0 break-words text-right">{fact[1]}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** An id, for support to copy. */
export function Code({ children }: { children: string }) {
  return <code className="break-all text-[0.8125rem]">{children}</code>;
}
