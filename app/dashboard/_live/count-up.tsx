"use client";

import { useEffect, useRef, useState } from "react";

const COUNT_UP_MS = 400;

/**
 * A number that counts up to its new value when it grew; at once when the reader does not want motion. Screen
 * readers hear the new value once.
 */
export function CountUp({ value, languageTag }: { value: number; languageTag: string }) {
  const [shown, setShown] = useState(value);
  const before = useRef(value);
  useEffect(() => {
    const from = before.current;
    before.current = value;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (value <= from || isCalm) return setShown(value);
    const begin = performance.now();
    let frame = requestAnimationFrame(function draw(at) {
      const share = Math.min(1, Math.max(0, (at - begin) / COUNT_UP_MS));
      setShown(Math.round(from + (value - from) * (1 - (1 - share) ** 3)));
      if (share < 1) frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return (
    <>
      <span aria-hidden="true">{shown.toLocaleString(languageTag)}</span>
      <span className="sr-only" aria-live="polite">
        {value.toLocaleString(languageTag)}
      </span>
    </>
  );
}
