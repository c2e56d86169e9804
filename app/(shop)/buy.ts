"use server";

import { redirect } from "next/navigation";
import { getPerson } from "@/app/_session";
import { createOrder } from "@/lib/checkout/create-order";
import { confirmPath, shortText } from "./confirm-path";

/**
 * Buys a pack: straight to its order for who is signed in, by way of an account for everybody else. Only the
 * names of pack and currency are taken from the form; what they cost and bring is the catalog's.
 */
export async function buyPack(form: FormData): Promise<void> {
  const confirm = confirmPath(form);
  const person = await getPerson();
  if (person === null) redirect(`/sign-up?return=${encodeURIComponent(confirm)}`);
  const answer = await createOrder({
    walletId: person.walletId,
    packId: shortText(form.get("pack")),
    currency: shortText(form.get("currency")),
  });
  redirect(answer.ok ? `/checkout/${answer.orderId}` : `${confirm}&refused=${answer.refusal}`);
}
