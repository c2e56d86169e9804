"use server";

import { z } from "zod";
import { requireOurPage } from "@/app/_caller";
import { getPerson } from "@/app/_session";
import { addPaymentMethod } from "@/lib/payment-methods/add-payment-method";
import { finishAdding } from "@/lib/payment-methods/finish-adding";
import { env } from "@/lib/platform/env";
import { type AddReply, toAddReply, toSignedOut } from "./reply";

// A server action is an open door: whatever its types say, its arguments come from anyone.
const idInput = z.string().max(255).catch("");

/** Saves the card behind a confirmation token that Stripe.js made from the form. */
export async function saveCard(confirmationTokenId: unknown): Promise<AddReply> {
  await requireOurPage();
  const person = await getPerson();
  if (person === null) return toSignedOut();
  const answer = await addPaymentMethod({
    walletId: person.walletId,
    confirmationTokenId: idInput.parse(confirmationTokenId),
    returnUrl: `${env().appUrl}/dashboard/billing/add`,
  });
  return toAddReply(answer);
}

/** Asks Stripe how a try stands after the person was at their bank. */
export async function finishCard(intentId: unknown): Promise<AddReply> {
  await requireOurPage();
  const person = await getPerson();
  if (person === null) return toSignedOut();
  return toAddReply(await finishAdding({ walletId: person.walletId, intentId: idInput.parse(intentId) }));
}
