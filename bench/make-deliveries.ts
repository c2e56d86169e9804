import { createHmac } from "node:crypto";
import { sql } from "@/db/client";
import { newId } from "@/lib/platform/ids";

export const BENCH_SECRET = "whsec_bench0000000000000000";

export type SignedDelivery = { body: string; signature: string };

export type Order = { walletId: string; orderId: string };

/** Fields of a PaymentIntent that are empty in a card payment; they make the event as long as Stripe's. */
const EMPTY = Object.fromEntries(
  [
    ...["allowed_payment_method_types", "application", "application_fee_amount", "canceled_at"],
    ...["cancellation_reason", "customer_account", "excluded_payment_method_types", "last_payment_error"],
    ...["managed_payments", "next_action", "on_behalf_of", "payment_record", "processing", "receipt_email"],
    ...["review", "setup_future_usage", "shipping", "source", "statement_descriptor", "transfer_data"],
    ...["statement_descriptor_suffix", "transfer_group"],
  ].map((name) => [name, null]),
);

/** Real orders, each of a wallet of its own, waiting to be paid. */
export async function makeOrders(count: number): Promise<Order[]> {
  const orders = Array.from({ length: count }, () => ({ walletId: newId(), orderId: newId() }));
  const wallets = orders.map(({ walletId }) => walletId);
  await sql()`insert into wallets (id) select unnest(${wallets}::uuid[])`;
  await sql()`
    insert into orders (wallet_id, id, kind, item, currency, amount_minor, credits, validity_months, livemode)
    select wallet, id, 'pack', 'starter', 'usd', 500, 100, 12, false
    from unnest(${wallets}::uuid[], ${orders.map(({ orderId }) => orderId)}::uuid[]) as made (wallet, id)`;
  return orders;
}

/** The deliveries that tell of these orders' money, each another event, signed now. */
export function makeDeliveries(orders: readonly Order[]): SignedDelivery[] {
  const seconds = Math.floor(Date.now() / 1000);
  return signAll(
    orders.map((order) => successOf(order, seconds)),
    seconds,
  );
}

/** Events as Stripe sends them, with their signatures. */
export function signAll(events: readonly object[], seconds: number): SignedDelivery[] {
  return events.map((event) => {
    const body = JSON.stringify(event, null, 2);
    const hex = createHmac("sha256", BENCH_SECRET).update(`${seconds}.${body}`).digest("hex");
    return { body, signature: `t=${seconds},v1=${hex}` };
  });
}

export function successOf({ walletId, orderId }: Order, created: number) {
  const id = `pi_${orderId.replaceAll("-", "")}`;
  const object = {
    id,
    object: "payment_intent",
    ...{ amount: 500, amount_capturable: 0, amount_received: 500, currency: "usd", created },
    amount_details: { tip: {} },
    automatic_payment_methods: { allow_redirects: "always", enabled: true },
    ...{ capture_method: "automatic_async", confirmation_method: "automatic" },
    client_secret: `${id}_secret_0123456789abcdefghijklmno`,
    ...{
      customer: `cus_${walletId.slice(-12)}`,
      description: "100 credits",
      latest_charge: `ch_${id.slice(3)}`,
    },
    ...{ livemode: false, metadata: { order_id: orderId, wallet_id: walletId }, payment_method: "pm_1Bench" },
    payment_method_configuration_details: { id: "pmc_1Bench", parent: null },
    payment_method_options: { card: { network: null, request_three_d_secure: "automatic" } },
    ...{ payment_method_types: ["card", "alipay"], status: "succeeded" },
    ...EMPTY,
  };
  return eventOf("payment_intent.succeeded", object, created, `order:${orderId}`);
}

/** An event about an object, as Stripe tells it now. */
export function eventOf(type: string, object: object, created: number, key: string | null = null) {
  return {
    id: `evt_${newId().replaceAll("-", "")}`,
    ...{ object: "event", api_version: "2026-10-28.endive", created, data: { object } },
    ...{ livemode: false, pending_webhooks: 1, request: { id: "req_Bench", idempotency_key: key } },
    type,
  };
}
