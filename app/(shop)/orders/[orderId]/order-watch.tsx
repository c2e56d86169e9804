"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { checkOrder } from "@/app/_payments/actions";
import type { OrderProgress } from "@/lib/checkout/views";
import { keepAsking, WAITS_MS } from "./keep-asking";

type Props = {
  orderId: string;
  progress: OrderProgress;
  /** It is paid, but how is not known yet: a webhook was first, and the charge is told some seconds later. */
  receiptIsPartial: boolean;
  words: { status: string; stale: string };
};

/** States that change without this person: ask again until they do. The others are asked about once, or never. */
const MOVING: OrderProgress[] = ["waiting_for_bank", "processing", "crediting"];
const FINAL: OrderProgress[] = ["credited", "canceled", "parked"];

/**
 * Keeps the order page true. The question itself settles a paid order, so that credits arrive even if no
 * webhook ever does.
 */
export function OrderWatch({ orderId, progress, receiptIsPartial, words }: Props) {
  const stale = useWatch(orderId, progress);
  useReceipt(receiptIsPartial);
  return (
    <>
      <p role="status" className="sr-only">
        {words.status}
      </p>
      {stale && (
        <p role="status" className="text-sm text-warning">
          {words.stale}
        </p>
      )}
    </>
  );
}

function useWatch(orderId: string, progress: OrderProgress): boolean {
  const router = useRouter();
  const [stale, setStale] = useState(false);
  useEffect(() => {
    if (FINAL.includes(progress)) return;
    return askWhileShown({
      ask: async () => {
        const heard = await checkOrder(orderId).catch(() => null);
        setStale(heard === null);
        // A refresh that brings a new state ends this effect, and with it the asking.
        if (heard !== null && heard.progress !== progress) router.refresh();
      },
      goesOn: () => MOVING.includes(progress),
    });
  }, [orderId, progress, router]);
  return stale;
}

/** Looks again for the rest of the receipt, a few times: it is a comfort, not a fact that anything waits for. */
function useReceipt(isPartial: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isPartial) return;
    return askWhileShown({
      ask: async () => router.refresh(),
      goesOn: (asked) => asked < WAITS_MS.length,
    });
  }, [isPartial, router]);
}

/** Keeps asking while this page is on screen; answers how to end it. */
function askWhileShown(question: Pick<Parameters<typeof keepAsking>[0], "ask" | "goesOn">): () => void {
  const asking = keepAsking({ ...question, isWatched: () => !document.hidden });
  document.addEventListener("visibilitychange", asking.wake);
  window.addEventListener("online", asking.wake);
  return () => {
    asking.stop();
    document.removeEventListener("visibilitychange", asking.wake);
    window.removeEventListener("online", asking.wake);
  };
}
