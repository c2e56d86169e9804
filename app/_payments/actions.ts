"use server";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { requireOurPage } from "@/app/_caller";
import { getPerson, requirePerson } from "@/app/_session";
import { cancelOrder } from "@/lib/checkout/cancel-order";
import { refused } from "@/lib/checkout/conclude-attempt";
import { payOrder } from "@/lib/checkout/pay-order";
import { refreshOrder } from "@/lib/checkout/refresh-order";
import { resumeOrder } from "@/lib/checkout/resume-order";
import { env } from "@/lib/platform/env";
import { isId } from "@/lib/platform/ids";
import { type CheckReply, type PayReply, toCheckReply, toNotice, toPayReply, toSignedOut } from "./notice";

// A server action is an open door: whatever its types say, its arguments come from anyone.
const orderIdInput = z.string().refine(isId);
const amountInput = z.int().nonnegative();
const tokenInput = z.string().regex(/^ctoken_[A-Za-z0-9_]{1,200}$/);

/**
 * Pays an order of this person with a confirmation token that Stripe.js made from the form. What is due must be what
 * the page showed.
 */
export async function pay(
  orderId: unknown,
  confirmationTokenId: unknown,
  shownMinor: unknown,
): Promise<PayReply> {
  await requireOurPage();
  const [t, person] = await Promise.all([getTranslations("checkout"), getPerson()]);
  const order = orderIdInput.safeParse(orderId);
  const token = tokenInput.safeParse(confirmationTokenId);
  const shown = amountInput.safeParse(shownMinor);
  if (!order.success) return { outcome: "refused", notice: toNotice(t, "", "order_not_found", null) };
  if (person === null) return { outcome: "refused", notice: toSignedOut(t, order.data) };
  if (!token.success) {
    return { outcome: "refused", notice: toNotice(t, order.data, "confirmation_token_invalid", null) };
  }
  if (!shown.success) return toPayReply(t, order.data, refused("amount_changed"));
  const answer = await payOrder({
    walletId: person.walletId,
    orderId: order.data,
    confirmationTokenId: token.data,
    shownMinor: shown.data,
    returnUrl: `${env().appUrl}/orders/${order.data}`,
  });
  return toPayReply(t, order.data, answer);
}

/**
 * Asks Stripe how an order stands, settles it if it is paid, and says what the person can do. A payment form also says
 * what it shows as due, to hear when that is no longer true.
 */
export async function checkOrder(orderId: unknown, shownMinor?: unknown): Promise<CheckReply> {
  await requireOurPage();
  const [t, person] = await Promise.all([getTranslations("checkout"), getPerson()]);
  const order = orderIdInput.safeParse(orderId);
  if (!order.success) return toCheckReply(t, null);
  if (person === null) return { progress: null, notice: toSignedOut(t, order.data) };
  const found = await refreshOrder({ walletId: person.walletId, orderId: order.data });
  return toCheckReply(t, found, amountInput.safeParse(shownMinor).data ?? null);
}

/** The secret with which Stripe.js goes on with a bank's check that was left open, to its owner only. */
export async function continueWithBank(orderId: unknown): Promise<PayReply> {
  await requireOurPage();
  const [t, person] = await Promise.all([getTranslations("checkout"), getPerson()]);
  const order = orderIdInput.safeParse(orderId);
  if (!order.success) return { outcome: "refused", notice: toNotice(t, "", "order_not_found", null) };
  if (person === null) return { outcome: "refused", notice: toSignedOut(t, order.data) };
  const answer = await resumeOrder({ walletId: person.walletId, orderId: order.data });
  return toPayReply(t, order.data, answer);
}

/** Cancels an order that is not paid, from the form on its page. */
export async function cancel(form: FormData): Promise<void> {
  await requireOurPage();
  const order = orderIdInput.safeParse(form.get("orderId"));
  if (!order.success) redirect("/dashboard");
  const person = await requirePerson(`/orders/${order.data}`);
  const answer = await cancelOrder({ walletId: person.walletId, orderId: order.data });
  redirect(answer.ok ? `/orders/${order.data}` : `/orders/${order.data}?refusal=${answer.refusal}`);
}
