const TONES = {
  good: "bg-success",
  waiting: "bg-info",
  warn: "bg-warning",
  bad: "bg-error",
  off: "bg-muted",
} as const;

/** A state as a word with a dot of colour; the word carries the meaning. */
export function StatusDot({ tone, children }: { tone: keyof typeof TONES; children: string }) {
  return (
    <span className="inline-flex items-center gap-2 text-sm">
      <span aria-hidden="true" className={`size-2 rounded-full ${TONES[tone]}`} />
      {children}
    </span>
  );
}
