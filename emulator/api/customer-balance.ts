import type Stripe from "stripe";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { badParam, missing, noSuch } from "../http/errors";
import { mergeMetadata, metadata } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { clearable, integer, type Read, text } from "../http/params";
import { checkCurrency } from "../payments/currencies";
import { moveCustomerBalance } from "../payments/customer-balance";
import { findCustomer } from "./customers";

const fields = { amount: integer, currency: text, description: clearable, metadata };

function create(call: Call, params: Read<typeof fields>): Stripe.CustomerBalanceTransaction {
  const customer = findCustomer(call);
  if (params.amount === undefined) throw missing("amount");
  if (params.amount === 0) throw badParam(undefined, "amount", "The amount must not be zero.");
  if (params.currency === undefined) throw missing("currency");
  return moveCustomerBalance(call, {
    customer,
    amount: params.amount,
    currency: checkCurrency(params.currency),
    type: "adjustment",
    description: params.description ?? null,
    metadata: mergeMetadata(null, params.metadata),
  });
}

function find(call: Call): Stripe.CustomerBalanceTransaction {
  const found = call.emulator.store.get("customer_balance_transaction", call.id);
  if (found === undefined) throw noSuch("customer balance transaction", call.id, "id", "path");
  return found;
}

export const customerBalanceEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/customers/:id/balance_transactions", { params: fields, run: create }),
  endpoint("GET", "/v1/customers/:id/balance_transactions", {
    params: { ...pageParams, invoice: text },
    run(call, params) {
      const { id } = findCustomer(call);
      const url = `/v1/customers/${id}/balance_transactions`;
      const wanted = (row: Stripe.CustomerBalanceTransaction) =>
        row.customer === id && (params.invoice ?? row.invoice) === row.invoice;
      return listPage(call.emulator.store, "customer_balance_transaction", url, params, wanted);
    },
  }),
  endpoint("GET", "/v1/customers/:customer/balance_transactions/:id", { run: find }),
];
