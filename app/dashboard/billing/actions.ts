"use server";

import { redirect } from "next/navigation";
import { textOf } from "@/app/_accounts/describe-refusal";
import { requireOurPage } from "@/app/_caller";
import { requirePerson } from "@/app/_session";
import { removePaymentMethod } from "@/lib/payment-methods/remove-payment-method";
import { setDefaultPaymentMethod } from "@/lib/payment-methods/set-default-payment-method";

const HERE = "/dashboard/billing";

/** Lets the next charges go to another saved payment method. */
export async function setDefaultAction(form: FormData): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  const answer = await setDefaultPaymentMethod({ walletId, paymentMethodId: textOf(form, "method") ?? "" });
  redirect(`${HERE}?after=${answer.ok ? "default" : answer.refusal}`);
}

/** Removes a saved payment method. */
export async function removeMethodAction(form: FormData): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  const answer = await removePaymentMethod({ walletId, paymentMethodId: textOf(form, "method") ?? "" });
  redirect(`${HERE}?after=${answer.ok ? "removed" : answer.refusal}`);
}
