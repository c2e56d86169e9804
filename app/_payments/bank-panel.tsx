"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Notice as NoticeCard } from "@/app/_ui/notice";
import { checkOrder } from "./actions";
import type { Phase } from "./finish-payment";
import { isBeyondForm, type Notice } from "./notice";
import type { PaymentWords } from "./words";

type Props = {
  orderId: string;
  words: PaymentWords;
  phase: Phase;
  onResume: () => void;
  onNotice: (notice: Notice) => void;
};

/** An earlier try still waits at the bank: go on with it there, or pay another way with the form below. */
export function BankPanel({ orderId, words, phase, onResume, onNotice }: Props) {
  useAskOnce(orderId, onNotice);
  const button = (
    <button type="button" className="btn btn-quiet tap" aria-disabled={phase !== "idle"} onClick={onResume}>
      {words.continueWithBank}
    </button>
  );
  return (
    <NoticeCard tone="info" title={words.bankOpen.title} action={button}>
      {words.bankOpen.text}
    </NoticeCard>
  );
}

/** The bank may have answered since this page was made. If the question fails, what the page says stays right. */
function useAskOnce(orderId: string, onNotice: (notice: Notice) => void): void {
  const router = useRouter();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    checkOrder(orderId).then(
      ({ progress, notice }) => {
        if (isBeyondForm(progress)) router.replace(`/orders/${orderId}`);
        else if (notice) onNotice(notice);
      },
      () => undefined,
    );
  }, [orderId, router, onNotice]);
}
