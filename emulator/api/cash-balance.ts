import type Stripe from "stripe";
import { emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { badParam, missing } from "../http/errors";
import { listPage, pageParams } from "../http/list";
import { integer, type Read, text } from "../http/params";
import { fundWaiting, KINDS } from "../payments/bank-transfer";
import { cashBalanceOf, moveCash } from "../payments/cash-balance";
import { checkCurrency } from "../payments/currencies";
import { findCustomer } from "./customers";

const fields = { amount: integer, currency: text, reference: text };

/** A bank transfer of a customer arrives: it pays what waits for it, and the rest stays with them. */
function fund(call: Call, params: Read<typeof fields>): Stripe.CustomerCashBalanceTransaction {
  const { id: customer } = findCustomer(call);
  const { amount, reference } = params;
  if (amount === undefined) throw missing("amount");
  if (params.currency === undefined) throw missing("currency");
  if (amount < 1) throw badParam("parameter_invalid_integer", "amount", `Invalid amount: ${amount}`);
  const currency = checkCurrency(params.currency);
  const bank_transfer = { reference: reference ?? null, type: KINDS[currency] ?? "us_bank_transfer" };
  const funded = moveCash(
    call,
    { customer, currency, amount },
    { type: "funded", funded: { bank_transfer } },
  );
  fundWaiting(call, customer, currency);
  const balance = cashBalanceOf(call, customer);
  if ((balance.available?.[currency] ?? 0) > 0) emit(call, "cash_balance.funds_available", balance);
  return funded;
}

export const cashBalanceEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/test_helpers/customers/:id/fund_cash_balance", { params: fields, run: fund }),
  endpoint("GET", "/v1/customers/:id/cash_balance", {
    run: (call) => cashBalanceOf(call, findCustomer(call).id),
  }),
  endpoint("GET", "/v1/customers/:id/cash_balance_transactions", {
    params: pageParams,
    run(call, params) {
      const { id } = findCustomer(call);
      const path = `/v1/customers/${id}/cash_balance_transactions`;
      return listPage(call.emulator.store, "cash_movement", path, params, (row) => row.customer === id);
    },
  }),
];
