import Stripe from "stripe";

/** The least a webhook can do: read the body and check its signature. What Topup's own is measured against. */
export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  const secret = process.env.STRIPE_WEBHOOK_SECRET ?? "";
  const event = Stripe.webhooks.constructEvent(body, request.headers.get("stripe-signature") ?? "", secret);
  return Response.json({ received: true, event: event.id });
}
