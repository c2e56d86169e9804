import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { StripeAnswer } from "./trouble";

/**
 * Makes the Stripe customer of a wallet and answers its id. The key is the wallet, so that two calls, or a call
 * whose answer was lost, make one customer (for at least 24 h; our row is written long before that). `gone` is a customer that this one replaces.
 * `again` is for the one case in which Stripe keeps answering an old failure under the first key.
 */
export function createCustomer(
  wallet: { id: string; email: string | null },
  gone: string | null,
  again = false,
): Promise<StripeAnswer<string>> {
  return askStripe("customers.create", async () => {
    const key = `wallet:${wallet.id}:customer${gone ? `:${gone}` : ""}${again ? ":again" : ""}`;
    const customer = await stripe().customers.create(
      { ...(wallet.email ? { email: wallet.email } : {}), metadata: { wallet_id: wallet.id } },
      { idempotencyKey: key },
    );
    return customer.id;
  });
}
