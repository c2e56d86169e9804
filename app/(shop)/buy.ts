"use server";

import { redirect } from "next/navigation";
import { requireOurPage } from "@/app/_caller";
import { getPerson } from "@/app/_session";
import { createOrder } from "@/lib/checkout/create-order";
import { createPlanOrder } from "@/lib/checkout/create-plan-order";
import { readWantedPack, toConfirmPath } from "./wanted-pack";
import { readWantedPlan, toConfirmPlanPath } from "./wanted-plan";

/** Buys a pack: straight to its order for who is signed in, by way of an account for everybody else. */
export async function buyPack(form: FormData): Promise<void> {
  await requireOurPage();
  const wanted = readWantedPack((name) => form.get(name));
  const confirmPath = toConfirmPath(wanted);
  const person = await getPerson();
  // The page to confirm on says what is wrong with a pack or currency that we do not have.
  if (!person) redirect(wanted.ok ? toSignUp(confirmPath) : confirmPath);
  const order = await createOrder({ walletId: person.walletId, ...wanted });
  redirect(order.ok ? `/checkout/${order.orderId}` : `${confirmPath}&refused=${order.refusal}`);
}

/** Subscribes to a plan, the same way. The page to confirm on knows what to say to each refusal. */
export async function buyPlan(form: FormData): Promise<void> {
  await requireOurPage();
  const wanted = readWantedPlan((name) => form.get(name));
  const confirmPath = toConfirmPlanPath(wanted);
  const person = await getPerson();
  if (!person) redirect(wanted.ok ? toSignUp(confirmPath) : confirmPath);
  const order = await createPlanOrder({ walletId: person.walletId, ...wanted });
  redirect(order.ok ? `/checkout/${order.orderId}` : `${confirmPath}&refused=${order.refusal}`);
}

function toSignUp(confirmPath: string): string {
  return `/sign-up?return=${encodeURIComponent(confirmPath)}`;
}
