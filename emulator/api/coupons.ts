import type Stripe from "stripe";
import { couponNow } from "../catalog/coupons";
import { nowSeconds } from "../context";
import { changedFrom, emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { badParam, missing, noSuch, refused } from "../http/errors";
import { mergeMetadata, metadata } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { clearable, decimal, hash, integer, list, mapOf, oneOf, type Read, text } from "../http/params";
import { checkCurrency } from "../payments/currencies";
import { randomText } from "../store/ids";

const fields = {
  amount_off: integer,
  applies_to: hash({ products: list(text) }),
  currency: text,
  currency_options: mapOf(hash({ amount_off: integer })),
  duration: oneOf("forever", "once", "repeating"),
  duration_in_months: integer,
  id: text,
  max_redemptions: integer,
  metadata,
  name: clearable,
  percent_off: decimal,
  redeem_by: integer,
};
type Params = Read<typeof fields>;

function find(call: Call): Stripe.Coupon {
  const found = call.emulator.store.get("coupon", call.id);
  if (found === undefined) throw noSuch("coupon", call.id, "coupon", "path");
  return couponNow(found);
}

function check(params: Params): void {
  const { amount_off: amount, percent_off: percent } = params;
  if ((amount === undefined) === (percent === undefined)) {
    throw badParam(
      "parameter_missing",
      "percent_off",
      "You must pass either `percent_off` or `amount_off`, and not both.",
    );
  }
  if (percent !== undefined && (percent <= 0 || percent > 100)) {
    throw badParam(undefined, "percent_off", "percent_off must be greater than 0 and at most 100.");
  }
  if (amount !== undefined && amount < 1) {
    throw badParam("parameter_invalid_integer", "amount_off", "Invalid positive integer");
  }
  if (amount !== undefined && params.currency === undefined) throw missing("currency");
  if ((params.duration === "repeating") !== (params.duration_in_months !== undefined)) {
    throw badParam(
      undefined,
      "duration_in_months",
      "`duration_in_months` is required when `duration` is `repeating`, and cannot be set otherwise.",
    );
  }
}

function create(call: Call, params: Params): Stripe.Coupon {
  check(params);
  const { store } = call.emulator;
  const id = params.id ?? randomText(8);
  if (store.get("coupon", id) !== undefined) {
    throw refused("Coupon already exists.", { code: "resource_already_exists", param: "id" });
  }
  const coupon: Stripe.Coupon = {
    id,
    object: "coupon",
    amount_off: params.amount_off ?? null,
    created: nowSeconds(),
    currency: params.currency === undefined ? null : checkCurrency(params.currency),
    duration: params.duration ?? "once",
    duration_in_months: params.duration_in_months ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata(null, params.metadata),
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
  store.put("coupon", id, coupon);
  store.put("coupon_extra", id, extraOf(params));
  emit(call, "coupon.created", coupon);
  return coupon;
}

/** What a coupon shows only on request. */
function extraOf(params: Params): Pick<Stripe.Coupon, "applies_to" | "currency_options"> {
  const options = Object.entries(params.currency_options ?? {}).map(([currency, { amount_off }]) => [
    checkCurrency(currency),
    { amount_off: amount_off ?? 0 },
  ]);
  const products = params.applies_to?.products;
  return {
    ...(products === undefined ? {} : { applies_to: { products } }),
    currency_options: Object.fromEntries(options),
  };
}

function update(call: Call, params: Pick<Params, "metadata" | "name">): Stripe.Coupon {
  const before = find(call);
  const name = params.name === undefined ? before.name : params.name;
  const changed = { ...before, name, metadata: mergeMetadata(before.metadata, params.metadata) };
  const after = call.emulator.store.put("coupon", before.id, changed);
  emit(call, "coupon.updated", after, changedFrom(before, after));
  return after;
}

/** Nobody can redeem it any more; whoever has it keeps the discount. */
function remove(call: Call): Stripe.DeletedCoupon {
  const coupon: Stripe.Coupon = { ...find(call), valid: false };
  call.emulator.store.put("removed_coupon", coupon.id, coupon);
  call.emulator.store.delete("coupon", coupon.id);
  emit(call, "coupon.deleted", coupon);
  return { id: coupon.id, object: "coupon", deleted: true };
}

export const couponEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/coupons", { params: fields, run: create }),
  endpoint("GET", "/v1/coupons", {
    params: pageParams,
    run(call, params) {
      const page = listPage(call.emulator.store, "coupon", "/v1/coupons", params);
      return { ...page, data: page.data.map(couponNow) };
    },
  }),
  endpoint("GET", "/v1/coupons/:id", { run: find }),
  endpoint("POST", "/v1/coupons/:id", { params: { metadata, name: clearable }, run: update }),
  endpoint("DELETE", "/v1/coupons/:id", { run: remove }),
];
