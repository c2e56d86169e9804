import type Stripe from "stripe";
import { type Endpoint, endpoint } from "../http/endpoint";
import { noSuch } from "../http/errors";
import { listPage, pageParams } from "../http/list";
import { text } from "../http/params";
import { SETTLEMENT_CURRENCY } from "../payments/currencies";

const txnFields = { ...pageParams, currency: text, payout: text, source: text, type: text };

export const balanceEndpoints: Endpoint[] = [
  endpoint("GET", "/v1/balance", {
    run(call): Pick<Stripe.Balance, "object" | "available" | "pending" | "livemode"> {
      let amount = 0;
      for (const one of call.emulator.store.newest("balance_transaction")) amount += one.net;
      const empty = { amount: 0, currency: SETTLEMENT_CURRENCY, source_types: { card: 0 } };
      const pending = { amount, currency: SETTLEMENT_CURRENCY, source_types: { card: amount } };
      return { object: "balance", available: [empty], livemode: false, pending: [pending] };
    },
  }),
  endpoint("GET", "/v1/balance_transactions", {
    params: txnFields,
    run(call, params) {
      const wanted = (row: Stripe.BalanceTransaction) =>
        (params.type ?? row.type) === row.type &&
        (params.source ?? row.source) === row.source &&
        (params.currency ?? row.currency) === row.currency;
      return listPage(call.emulator.store, "balance_transaction", "/v1/balance_transactions", params, wanted);
    },
  }),
  endpoint("GET", "/v1/balance_transactions/:id", {
    run(call) {
      const found = call.emulator.store.get("balance_transaction", call.id);
      if (found === undefined) throw noSuch("balance_transaction", call.id, "id", "path");
      return found;
    },
  }),
];
