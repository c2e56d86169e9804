"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { End, Phase } from "@/app/_payments/finish-payment";
import type { Notice } from "@/app/_payments/notice";

/** When a try takes longer than this, the person is told that it is still under way. */
const SLOW_AFTER_MS = 8_000;

/**
 * The state of the page while somebody pays. `run` does one try at a time: the guard is a ref, set before anything is
 * awaited, because a second click arrives before React has drawn the disabled button. What was paid shows by drawing
 * the page again.
 */
export function useTries() {
  const router = useRouter();
  const busy = useRef(false);
  const [phase, setPhase] = useState<Phase>("idle");
  const [notice, setNotice] = useState<Notice | null>(null);

  async function run(attempt: () => Promise<End>): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setNotice(null);
    const end = await attempt();
    if (end.end === "accepted") {
      setPhase("leaving");
      router.refresh();
      return;
    }
    busy.current = false;
    setPhase("idle");
    setNotice(end.end === "refused" ? end.notice : null);
  }

  return { phase, setPhase, notice, slow: useSlow(phase), run };
}

/** Whether our side takes longer than a person would expect. Waiting for the person at the bank never does. */
function useSlow(phase: Phase): boolean {
  const isWorking = phase !== "idle" && phase !== "bank";
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!isWorking) return;
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isWorking]);
  return slow;
}
