type MeterProps = { value: number; max: number; label: string; valueText?: string; className?: string };

/** How full something is. `label` names it for screen readers; `valueText` says the amount in words. */
export function Meter({ value, max, label, valueText, className = "h-2" }: MeterProps) {
  return (
    <meter
      aria-label={label}
      aria-valuetext={valueText}
      min={0}
      max={Math.max(1, max)}
      value={Math.min(value, max)}
      className={`meter ${className}`}
    />
  );
}
