import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { type ListPage, type PageAsked, paramsOfPage, toListPage } from "./list-page";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import type { StripeAnswer } from "./trouble";

/** One page of the account's PaymentIntents, each with its last charge and what that brought. */
export function listPaymentIntents(asked: PageAsked): Promise<StripeAnswer<ListPage<PaymentIntentFacts>>> {
  return askStripe("payment_intents.list", async () => {
    const expand = ["data.latest_charge.balance_transaction"];
    const page = await stripe().paymentIntents.list({ ...paramsOfPage(asked), expand });
    return toListPage(page, fromStripePaymentIntent);
  });
}
