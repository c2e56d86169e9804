const STROKES = {
  info: "M12 11v6 M12 7.5v.01 M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0",
  warn: "M12 9v5 M12 17v.01 M12 3.5 2.8 19.5h18.4z",
  danger: "M12 7v6 M12 16.5v.01 M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0",
  success: "M8 12.3l2.7 2.7L16 9.6 M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0",
  check: "M5 12.5l4.6 4.6L19 7.5",
  chevron: "M7 10l5 5 5-5",
  arrow: "M5 12h14 M13 6l6 6-6 6",
  globe: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M3.5 12h17 M12 3c5 5.2 5 12.8 0 18 M12 3c-5 5.2-5 12.8 0 18",
  lock: "M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  ledger: "M5 3.5h14v17H5z M9 8.5h6 M9 12h6 M9 15.5h3",
  once: "M4 12a8 8 0 1 0 3-6.2 M7 2.8v3.4h3.4 M9 12.2l2.2 2.2 4-4.2",
  empty: "M6.5 8h11a4 4 0 0 1 0 8h-11a4 4 0 0 1 0-8z M6.8 12h2.4",
  key: "M3.5 15.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0 M10.4 12.6 19.5 3.5 M16 7l3 3",
  clock: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M12 7.5V12l3 2",
} as const;

export type IconName = keyof typeof STROKES;

/** A line icon for decoration beside words; hidden from screen readers. */
export function Icon({ name, className = "size-5" }: { name: IconName; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      <path d={STROKES[name]} />
    </svg>
  );
}
