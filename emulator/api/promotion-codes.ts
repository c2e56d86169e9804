import type Stripe from "stripe";
import { couponIdOf, couponNow, promotionNow } from "../catalog/coupons";
import { nowSeconds } from "../context";
import { changedFrom, emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { badParam, missing, noSuch, refused, unknownParam } from "../http/errors";
import { mergeMetadata, metadata } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { bool, hash, integer, oneOf, type Read, text } from "../http/params";
import { newId, randomText } from "../store/ids";

const fields = {
  active: bool,
  code: text,
  coupon: text,
  customer: text,
  expires_at: integer,
  max_redemptions: integer,
  metadata,
  promotion: hash({ type: oneOf("coupon"), coupon: text }),
  restrictions: hash({
    first_time_transaction: bool,
    minimum_amount: integer,
    minimum_amount_currency: text,
  }),
};

function find(call: Call): Stripe.PromotionCode {
  const found = call.emulator.store.get("promotion_code", call.id);
  if (found === undefined) throw noSuch("promotion code", call.id, "promotion_code", "path");
  return promotionNow(call, found);
}

function create(call: Call, params: Read<typeof fields>): Stripe.PromotionCode {
  const { store } = call.emulator;
  // Older versions, which the CLI speaks, name the coupon itself.
  if (params.coupon !== undefined && !call.olderRules) throw unknownParam("coupon");
  const couponId = params.promotion?.coupon ?? params.coupon;
  if (couponId === undefined) throw missing("promotion[coupon]");
  const coupon = store.get("coupon", couponId);
  if (coupon === undefined) throw noSuch("coupon", couponId, "promotion[coupon]", "body");
  if (!couponNow(coupon).valid) throw refused(`Coupon expired: ${couponId}`, { code: "coupon_expired" });
  if (params.customer !== undefined && store.get("customer", params.customer) === undefined) {
    throw noSuch("customer", params.customer, "customer", "body");
  }
  const id = newId("promo");
  const code: Stripe.PromotionCode = {
    id,
    object: "promotion_code",
    active: params.active ?? true,
    code: freeCode(call, params.code),
    created: nowSeconds(),
    customer: params.customer ?? null,
    customer_account: null,
    expires_at: params.expires_at ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata(null, params.metadata),
    promotion: { coupon: coupon.id, type: "coupon" },
    restrictions: {
      first_time_transaction: params.restrictions?.first_time_transaction ?? false,
      minimum_amount: params.restrictions?.minimum_amount ?? null,
      minimum_amount_currency: params.restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  };
  store.put("promotion_code", id, code);
  emit(call, "promotion_code.created", code);
  return code;
}

/** Two active codes are never the same, however they are spelled. */
function freeCode(call: Call, given: string | undefined): string {
  if (given === undefined) return randomText(8).toUpperCase();
  if (!/^[A-Za-z0-9_-]{1,500}$/.test(given)) {
    throw badParam(undefined, "code", "Promotion codes can only contain letters, digits and dashes.");
  }
  for (const other of call.emulator.store.newest("promotion_code")) {
    if (other.code.toLowerCase() !== given.toLowerCase() || !promotionNow(call, other).active) continue;
    throw refused(`An active promotion code with \`code: ${given}\` already exists.`, {
      code: "resource_already_exists",
      param: "code",
    });
  }
  return given;
}

function update(call: Call, params: Pick<Read<typeof fields>, "active" | "metadata">): Stripe.PromotionCode {
  const before = find(call);
  const after = call.emulator.store.put("promotion_code", before.id, {
    ...before,
    active: params.active ?? before.active,
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  if (!promotionNow(call, after).active && params.active === true) {
    throw refused("This promotion code cannot be activated: it is expired, used up, or its coupon is.");
  }
  emit(call, "promotion_code.updated", after, changedFrom(before, after));
  return after;
}

export const promotionCodeEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/promotion_codes", { params: fields, run: create }),
  endpoint("GET", "/v1/promotion_codes", {
    params: { ...pageParams, active: bool, code: text, coupon: text, customer: text },
    run(call, params) {
      const wanted = (row: Stripe.PromotionCode) =>
        (params.active ?? promotionNow(call, row).active) === promotionNow(call, row).active &&
        (params.code?.toLowerCase() ?? row.code.toLowerCase()) === row.code.toLowerCase() &&
        (params.coupon ?? couponIdOf(row.promotion.coupon)) === couponIdOf(row.promotion.coupon) &&
        (params.customer ?? row.customer) === row.customer;
      const page = listPage(call.emulator.store, "promotion_code", "/v1/promotion_codes", params, wanted);
      return { ...page, data: page.data.map((row) => promotionNow(call, row)) };
    },
  }),
  endpoint("GET", "/v1/promotion_codes/:id", { run: find }),
  endpoint("POST", "/v1/promotion_codes/:id", { params: { active: bool, metadata }, run: update }),
];
