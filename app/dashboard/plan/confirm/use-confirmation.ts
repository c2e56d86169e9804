"use client";

import type { Stripe } from "@stripe/stripe-js";
import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { askAboutChange, type ConfirmReply } from "./actions";

type Told = { title: string; text: string };

/** One check with the bank at a time: ask how the change stands, let the bank see its payer, ask again. */
export function useConfirmation(before: string, left: Told) {
  const router = useRouter();
  const busy = useRef(false);
  const [works, setWorks] = useState(false);
  const [notice, setNotice] = useState<Told | null>(null);

  const confirm = useCallback(
    async (stripe: Stripe) => {
      if (busy.current) return;
      busy.current = true;
      setWorks(true);
      setNotice(null);
      const reply = await goThrough(stripe, before);
      if (reply && "next" in reply) return router.replace(reply.next);
      setNotice(reply && "notice" in reply ? reply.notice : left);
      busy.current = false;
      setWorks(false);
    },
    [router, before, left],
  );
  return { works, notice, confirm };
}

/** Whatever Stripe.js says of the outcome, only what the server hears from Stripe counts. Null: no answer came. */
async function goThrough(stripe: Stripe, before: string): Promise<ConfirmReply | null> {
  try {
    const reply = await askAboutChange(before);
    if (!("clientSecret" in reply)) return reply;
    await stripe.handleNextAction({ clientSecret: reply.clientSecret });
    return await askAboutChange(before);
  } catch {
    return null;
  }
}
