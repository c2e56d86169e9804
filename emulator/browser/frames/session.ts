import type { FrameSetup, StripeError } from "../shared/messages";
import { request } from "./request";

export type SavedCard = {
  id: string;
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  billing_details: Record<string, unknown>;
};

/** What the account offers for this payment, in the order to show it. */
export type Session = { types: string[]; saved: SavedCard[]; canSave: boolean };

type Wire = {
  payment_method_preference?: { ordered_payment_method_types?: string[] };
  customer?: {
    payment_methods?: { id: string; type: string; card?: SavedCard; billing_details?: object }[];
    customer_session?: {
      components?: { payment_element?: { features?: { payment_method_save?: string } } };
    };
  } | null;
};

/** Methods this form can collect; what else the account has is left to the real Stripe. */
const COLLECTABLE = ["card", "alipay"];

export async function loadSession(setup: FrameSetup): Promise<{ session: Session } | { error: StripeError }> {
  const { clientSecret, customerSessionClientSecret, ...intent } = setup.group;
  const answer = await request(
    "GET",
    "/v1/elements/sessions",
    {
      key: setup.key,
      _stripe_account: setup.stripeAccount,
      locale: setup.locale,
      type: clientSecret ? typeOf(clientSecret) : "deferred_intent",
      client_secret: clientSecret,
      customer_session_client_secret: customerSessionClientSecret,
      deferred_intent: clientSecret
        ? undefined
        : {
            mode: intent.mode,
            amount: intent.amount,
            currency: intent.currency,
            setup_future_usage: intent.setupFutureUsage,
            capture_method: intent.captureMethod,
          },
    },
    setup.locale,
  );
  if (!answer.ok) return { error: answer.error };
  return { session: read(answer.body as Wire, setup) };
}

function typeOf(clientSecret: string): string {
  return clientSecret.startsWith("seti_") ? "setup_intent" : "payment_intent";
}

function read(wire: Wire, setup: FrameSetup): Session {
  const { allowedPaymentMethodTypes: allowed, excludedPaymentMethodTypes: excluded = [] } = setup.group;
  const offered = wire.payment_method_preference?.ordered_payment_method_types ?? ["card"];
  const types = offered.filter(
    (type) => COLLECTABLE.includes(type) && !excluded.includes(type) && (!allowed || allowed.includes(type)),
  );
  const order = setup.options.paymentMethodOrder as string[] | undefined;
  if (order) types.sort((a, b) => rank(order, a) - rank(order, b));
  const features = wire.customer?.customer_session?.components?.payment_element?.features;
  const saved = (wire.customer?.payment_methods ?? []).flatMap((method) =>
    method.type === "card" && method.card
      ? [{ ...method.card, id: method.id, billing_details: { ...method.billing_details } }]
      : [],
  );
  return {
    types,
    saved: types.includes("card") ? saved : [],
    canSave: features?.payment_method_save === "enabled",
  };
}

function rank(order: string[], type: string): number {
  const at = order.indexOf(type);
  return at < 0 ? order.length : at;
}
