import { createServer } from "node:http";

/**
 * Stripe's lists and nothing else, for measuring how fast they are compared: `PAYMENTS` payments of one account, each of
 * the size that Stripe gives it, newest first, a hundred a page. They are made up as they are asked for, so the server
 * needs no more memory for a million than for ten. Says where it listens and goes on until it is ended.
 */
const PAYMENTS = Number(process.env.PAYMENTS);
const NEWEST_AT = Number(process.env.NEWEST_AT);
const PAGE_SIZE = 100;
/** A PaymentIntent with its charge expanded is about this long at Stripe (observed); the rest of ours is what is read. */
const FILLER = "x".repeat(4_500);

const idOf = (n: number) => String(n).padStart(9, "0");
const numberOf = (id: string | null) => (id ? Number(id.slice(id.lastIndexOf("_") + 1)) : -1);
const walletOf = (n: number) => `00000000-0000-7000-8000-${String(n % 1000).padStart(12, "0")}`;

function balanceTransaction(n: number) {
  const moved = {
    id: `txn_${idOf(n)}`,
    object: "balance_transaction",
    type: "charge",
    created: NEWEST_AT - n,
  };
  return { ...moved, amount: 500, fee: 45, net: 455, currency: "usd", exchange_rate: null };
}

function charge(n: number) {
  return {
    ...{ id: `ch_${idOf(n)}`, object: "charge", created: NEWEST_AT - n, currency: "usd", customer: null },
    ...{
      status: "succeeded",
      payment_intent: `pi_${idOf(n)}`,
      metadata: { wallet_id: walletOf(n) },
      outcome: { type: "authorized" },
    },
    payment_method_details: { type: "card", card: { brand: "visa", last4: "4242" } },
  };
}

function paymentIntent(n: number) {
  return {
    ...{ id: `pi_${idOf(n)}`, object: "payment_intent", status: "succeeded", livemode: false },
    ...{ amount: 500, amount_received: 500, currency: "usd", customer: null, client_secret: null },
    ...{
      created: NEWEST_AT - n,
      metadata: { wallet_id: walletOf(n) },
      last_payment_error: null,
      filler: FILLER,
    },
    latest_charge: { ...charge(n), balance_transaction: balanceTransaction(n) },
  };
}

const LISTS: Record<string, (n: number) => { id: string }> = {
  "/v1/payment_intents": paymentIntent,
  "/v1/balance_transactions": (n) => ({ ...balanceTransaction(n), source: { ...charge(n), filler: FILLER } }),
};

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const make = LISTS[url.pathname];
  const first = numberOf(url.searchParams.get("starting_after")) + 1;
  const count = make ? Math.min(PAGE_SIZE, PAYMENTS - first) : 0;
  const data = Array.from({ length: Math.max(count, 0) }, (_, index) => make?.(first + index));
  const page = {
    object: "list",
    url: url.pathname,
    has_more: make !== undefined && first + count < PAYMENTS,
    data,
  };
  response.setHeader("content-type", "application/json").end(JSON.stringify(page));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address !== "string") console.log(`listening on http://127.0.0.1:${address.port}`);
});
