"use server";

import { redirect } from "next/navigation";
import { requireOurPage } from "@/app/_caller";
import { requirePerson } from "@/app/_session";
import { cancelOrder } from "@/lib/checkout/cancel-order";
import { isId } from "@/lib/platform/ids";

/** Gives up one of the person's open orders; a refusal is said on the dashboard. */
export async function cancelOpenOrder(form: FormData): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson("/dashboard");
  const orderId = form.get("order");
  const isKnownShape = typeof orderId === "string" && isId(orderId);
  const answer = isKnownShape ? await cancelOrder({ walletId, orderId }) : null;
  if (answer?.ok) redirect("/dashboard");
  redirect(`/dashboard?refusal=${answer?.refusal ?? "order_not_found"}`);
}
