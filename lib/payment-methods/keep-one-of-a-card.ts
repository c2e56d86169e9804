import { newId } from "@/lib/platform/ids";
import { detachPaymentMethod } from "@/lib/stripe/payment-methods";
import { pointAt } from "./point-at";
import { readSaved, sameCards } from "./read-saved";

/**
 * After a card was saved: the newest entry of it is kept, what was charged to an older one is charged to it, and the
 * older ones are removed. Two that arrive at once agree on the newest, as Stripe lists them: its times are whole
 * seconds. Where nothing was the default before,
 * it becomes it. All of this is tidying: if Stripe goes away meanwhile, the card is saved all the same.
 */
export async function keepOneOfACard(walletId: string, paymentMethodId: string): Promise<void> {
  const saved = await readSaved(walletId);
  if (!saved.ok || !saved.value) return;
  const [kept, ...older] = sameCards(saved.value, paymentMethodId);
  if (!kept) return;
  const { methods, customerDefaultId } = saved.value;
  const isGone = (id: string) => !methods.some((method) => method.id === id);
  const pointed = await pointAt(saved.value, kept.id, (before) => {
    if (before === null) return customerDefaultId === null;
    return isGone(before) || older.some(({ id }) => id === before);
  });
  if (!pointed.ok) return;
  const cause = `replace:${newId()}`;
  for (const { id } of older) await detachPaymentMethod(id, cause);
}
