"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { checkOrder } from "@/app/_payments/actions";
import type { OrderProgress } from "@/lib/checkout/views";

type Props = { orderId: string; progress: OrderProgress; words: { status: string; stale: string } };

/** Waiting times between two questions: quick while the person is looking, then gently for as long as they stay. */
const WAITS_MS = [1_000, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000, 30_000];

/** States that change without this person: ask again until they do. The others are asked about once, or never. */
const MOVING: OrderProgress[] = ["waiting_for_bank", "processing", "crediting"];
const FINAL: OrderProgress[] = ["credited", "canceled", "parked"];

/**
 * Keeps the order page true. The question itself settles a paid order, so that credits arrive even if no
 * webhook ever does.
 */
export function OrderWatch({ orderId, progress, words }: Props) {
  const stale = useWatch(orderId, progress);
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
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;

    async function ask(round: number) {
      try {
        const heard = await checkOrder(orderId);
        if (gone) return;
        setStale(false);
        if (heard.progress !== progress) router.refresh();
      } catch {
        if (gone) return;
        setStale(true);
      }
      // A refresh that brings a new state ends this effect, and with it this timer.
      if (MOVING.includes(progress)) timer = setTimeout(() => ask(round + 1), waitOf(round));
    }

    void ask(0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [orderId, progress, router]);
  return stale;
}

function waitOf(round: number): number {
  return WAITS_MS[Math.min(round, WAITS_MS.length - 1)] ?? 30_000;
}
