type MeterProps = { value: number; max: number; label: string; valueText?: string; className?: string };

/** How full something is. `label` names it for screen readers; `valueText` says the amount in words. */
export function Meter({ value, max, label, valueText, className = "h-2" }: MeterProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={`relative overflow-hidden rounded-full bg-track ${className}`}>
      <meter
        className="sr-only"
        aria-label={label}
        aria-valuetext={valueText}
        min={0}
        max={Math.max(1, max)}
        value={Math.min(value, max)}
      />
      <div
        aria-hidden="true"
        className="h-full rounded-full bg-primary"
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
