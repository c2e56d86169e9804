"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { End, Phase } from "./finish-payment";
import type { Notice } from "./notice";

/** When a try takes longer than this, the person is told that it is still under way. */
const SLOW_AFTER_MS = 8_000;

/**
 * The state of the payment form. `run` does one try at a time: the guard is a ref, set before anything is
 * awaited, because a second click arrives before React has drawn the disabled button.
 */
export function usePayment(orderId: string) {
  const router = useRouter();
  const busy = useRef(false);
  const [phase, setPhase] = useState<Phase>("idle");
  const [notice, setNotice] = useState<Notice | null>(null);

  async function run(attempt: () => Promise<End>): Promise<End | null> {
    if (busy.current) return null;
    busy.current = true;
    setNotice(null);
    const end = await attempt();
    if (end.end === "accepted") {
      setPhase("leaving");
      router.replace(`/orders/${orderId}`);
      return end;
    }
    busy.current = false;
    setPhase("idle");
    setNotice(end.end === "refused" ? end.notice : null);
    if (end.end === "refused" && end.priceChanged) router.refresh();
    return end;
  }

  useReturnFromCache();
  return { phase, setPhase, notice, setNotice, slow: useSlow(phase), run };
}

/** Going back from a bank's page may show this page frozen as it was; what it says then is no longer true. */
function useReturnFromCache(): void {
  useEffect(() => {
    const reload = (event: PageTransitionEvent) => event.persisted && window.location.reload();
    window.addEventListener("pageshow", reload);
    return () => window.removeEventListener("pageshow", reload);
  }, []);
}

/** Whether our side takes longer than a person would expect. Waiting for the person at the bank never does. */
function useSlow(phase: Phase): boolean {
  const working = phase !== "idle" && phase !== "bank";
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!working) return;
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [working]);
  return slow;
}
