/** The mark: a bar that fills from the left. With its name unless `mark` is asked for. */
export function Logo({ mark = false }: { mark?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg aria-hidden="true" viewBox="0 0 28 16" className="h-4 w-7">
        <rect
          x="0.75"
          y="0.75"
          width="26.5"
          height="14.5"
          rx="5"
          className="fill-none stroke-ink"
          strokeWidth="1.5"
        />
        <rect x="3.5" y="3.5" width="13" height="9" rx="2.5" className="fill-primary" />
      </svg>
      {mark ? null : <span className="font-semibold tracking-tight text-base">Topup</span>}
    </span>
  );
}
