"use client";
import { useState } from "react";

type Props = { text: string; label: string; copy: string; copied: string };

const SAID_FOR_MS = 2_000;

/** Copies a text, and says so for a moment. Where there is no script or no leave, the text can be selected. */
export function CopyButton({ text, label, copy, copied }: Props) {
  const [done, setDone] = useState(false);
  async function copyText() {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return;
    }
    setDone(true);
    setTimeout(() => setDone(false), SAID_FOR_MS);
  }
  return (
    <button
      type="button"
      className="btn btn-ghost btn-sm noscript:hidden ml-auto"
      aria-label={label}
      onClick={copyText}
    >
      <span aria-live="polite">{done ? copied : copy}</span>
    </button>
  );
}
