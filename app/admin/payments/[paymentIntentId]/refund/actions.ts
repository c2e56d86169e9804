"use server";

import { notFound, redirect } from "next/navigation";
import { requireOurPage } from "@/app/_caller";
import { findPayment } from "@/lib/admin/find-payment";
import { refundPayment } from "@/lib/reversals/refund-payment";
import { requireOperator } from "../../../require-operator";
import { readRefundForm, toAmountText, toRefundAddress } from "./read-refund";

/**
 * Carries out the refund that was shown. When its end is not known, the same request is offered again: it finds out and
 * gives nothing twice. Any other refusal is shown above what a refund would do now, as a request of its own.
 */
export async function refundAction(form: FormData): Promise<void> {
  await requireOurPage();
  const operator = await requireOperator();
  const asked = readRefundForm(form);
  const payment = asked && (await findPayment(asked.paymentIntentId));
  if (!payment) notFound();
  const { paymentIntentId, amountMinor, reason, requestId } = asked;
  const made = await refundPayment({ ...asked, operatorUserId: operator.userId });
  if (made.ok) redirect(`/admin/payments/${paymentIntentId}?refund=${made.status}`);
  const isUnknown = made.refusal === "stripe_unavailable";
  redirect(
    toRefundAddress(paymentIntentId, {
      amount: toAmountText(amountMinor, payment.currency),
      ...{ reason, refused: made.refusal },
      ...(isUnknown ? { request: requestId } : {}),
    }),
  );
}
