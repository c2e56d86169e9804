import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { type DisputeFacts, fromStripeDispute } from "./disputes";
import { fromStripeWarning, type WarningFacts } from "./early-fraud-warnings";
import { type ListPage, type PageAsked, paramsOfPage, toListPage } from "./list-page";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import { fromStripeRefund, type RefundFacts } from "./refunds";
import type { StripeAnswer } from "./trouble";

/** Something that was said of money afterwards, with the payment it is about, for knowing whose money that is. */
export type OfPayment<Facts> = Facts & { intent: PaymentIntentFacts | null };

type Page<Facts> = Promise<StripeAnswer<ListPage<OfPayment<Facts>>>>;

const WITH_PAYMENT = { expand: ["data.payment_intent"] };

/** One page of the account's refunds. */
export function listRefunds(asked: PageAsked): Page<RefundFacts> {
  return askStripe("refunds.list", async () =>
    toListPage(await stripe().refunds.list({ ...paramsOfPage(asked), ...WITH_PAYMENT }), (found) =>
      withIntent(fromStripeRefund(found), found.payment_intent),
    ),
  );
}

/** One page of the account's disputes, inquiries among them. */
export function listDisputes(asked: PageAsked): Page<DisputeFacts> {
  return askStripe("disputes.list", async () =>
    toListPage(await stripe().disputes.list({ ...paramsOfPage(asked), ...WITH_PAYMENT }), (found) =>
      withIntent(fromStripeDispute(found), found.payment_intent),
    ),
  );
}

/** One page of the account's early fraud warnings. */
export function listWarnings(asked: PageAsked): Page<WarningFacts> {
  return askStripe("early_fraud_warnings.list", async () =>
    toListPage(
      await stripe().radar.earlyFraudWarnings.list({ ...paramsOfPage(asked), ...WITH_PAYMENT }),
      (found) => withIntent(fromStripeWarning(found), found.payment_intent),
    ),
  );
}

function withIntent<Facts>(
  facts: Facts,
  intent: string | Stripe.PaymentIntent | null | undefined,
): OfPayment<Facts> {
  return { ...facts, intent: intent && typeof intent !== "string" ? fromStripePaymentIntent(intent) : null };
}
