import { vi } from "vitest";
import { sql } from "@/db/client";
import { newWallet } from "@/lib/checkout/testing";
import { stripe } from "@/lib/stripe/client";
import { readFromStripe } from "@/lib/stripe/testing";
import { reconcile } from "./reconcile";

type Charge = { paid: boolean; balance_transaction: string | null };

/** For tests: compares everything of the last days, also what has just happened, when Stripe has booked it all. */
export async function reconcileNow() {
  await untilBooked();
  return reconcile({ window: { days: 3 }, graceMs: 0 });
}

/** For tests: what charges brought is booked a moment after them, and between two questions is a difference. */
export async function untilBooked(): Promise<void> {
  await vi.waitFor(async () => {
    const { data } = await readFromStripe<{ data: Charge[] }>("/v1/charges?limit=100");
    if (data.some((charge) => charge.paid && charge.balance_transaction === null))
      throw new Error("not booked yet");
  }, 15_000);
}

/** For tests: a wallet whose customer paid 5.00 USD for no order, and nobody heard of it. */
export async function paidByCustomer(method = "pm_card_visa") {
  const walletId = await newWallet();
  const { id: customer } = await stripe().customers.create({ metadata: { wallet_id: walletId } });
  await sql()`update wallets set stripe_customer_id = ${customer} where id = ${walletId}`;
  const money = {
    amount: 500,
    currency: "usd",
    customer,
    payment_method: method,
    off_session: true,
    confirm: true,
  };
  const intent = await stripe().paymentIntents.create(money);
  return { walletId, customer, paymentIntentId: intent.id };
}

/** For tests: what a run found, by kind. */
export function kindsOf({ findings }: { findings: { kind: string; action: string }[] }): string[] {
  return findings.map(({ kind, action }) => `${kind} ${action}`).toSorted();
}
