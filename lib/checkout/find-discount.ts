import { sql } from "@/db/client";
import type { OrderDiscount } from "@/db/schema/orders";
import { type Result, refuse } from "@/lib/platform/result";
import { findPromotionCode } from "@/lib/stripe/promotion-codes";
import { judgePromotionCode } from "./judge-promotion-code";
import type { PromotionCodeRefusal } from "./refusals";

/** As Stripe lets codes be spelled; anything else is nobody's code and Stripe need not be asked. */
const CODE = /^[A-Za-z0-9_-]{1,100}$/;

type Wanted = { walletId: string; productId: string; amountMinor: number; currency: string };

/** The discount that a code brings to this wallet for this price now, as Stripe says. */
export async function findDiscount(
  code: string,
  { walletId, productId, amountMinor, currency }: Wanted,
): Promise<Result<{ discount: OrderDiscount }, PromotionCodeRefusal | "stripe_unavailable">> {
  const spelled = code.trim();
  if (!CODE.test(spelled)) return refuse("promotion_code_unknown");
  const found = await findPromotionCode(spelled);
  if (!found.ok) return refuse("stripe_unavailable");
  const { customerId, boughtBefore } = await findBuyer(walletId);
  return judgePromotionCode(found.value, { productId, amountMinor, currency, customerId, boughtBefore });
}

async function findBuyer(walletId: string): Promise<{ customerId: string | null; boughtBefore: boolean }> {
  const [buyer] = await sql()<{ customerId: string | null; boughtBefore: boolean }[]>`
    select stripe_customer_id as "customerId",
      exists (select 1 from payments where wallet_id = wallets.id) or exists (
        select 1 from paid_invoices where wallet_id = wallets.id and amount_paid_minor > 0) as "boughtBefore"
    from wallets where id = ${walletId}`;
  if (!buyer) throw new Error(`wallet_missing: ${walletId}`);
  return buyer;
}
