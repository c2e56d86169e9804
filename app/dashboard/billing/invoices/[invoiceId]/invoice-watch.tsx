"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { keepAsking } from "@/app/(shop)/orders/[orderId]/keep-asking";
import { checkInvoice } from "./actions";

/** Money is on its way: asks until it is booked, because no webhook need ever come. */
export function InvoiceWatch({ invoiceId }: { invoiceId: string }) {
  const router = useRouter();
  useEffect(() => {
    const asking = keepAsking({
      ask: async () => {
        await checkInvoice(invoiceId).catch(() => null);
        // What was found shows by drawing the page again, which ends this when it is over.
        router.refresh();
      },
      goesOn: () => true,
      isWatched: () => !document.hidden,
    });
    document.addEventListener("visibilitychange", asking.wake);
    return () => {
      asking.stop();
      document.removeEventListener("visibilitychange", asking.wake);
    };
  }, [invoiceId, router]);
  return null;
}
