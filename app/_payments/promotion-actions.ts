"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { FormState } from "@/app/_accounts/form-state";
import { requireOurPage } from "@/app/_caller";
import { requirePerson } from "@/app/_session";
import { countTry, forgetTry } from "@/lib/auth/limit-tries";
import { applyPromotionCode } from "@/lib/checkout/apply-promotion-code";
import type { ApplyPromotionCodeRefusal } from "@/lib/checkout/refusals";
import { isId } from "@/lib/platform/ids";

/** Refusals that are about the code itself; after any other the price is simply unchanged. */
const ABOUT_THE_CODE = [
  "promotion_code_unknown",
  "promotion_code_expired",
  "promotion_code_used_up",
  "promotion_code_not_for_this",
] as const satisfies ApplyPromotionCodeRefusal[];

const input = z.object({
  orderId: z.string().refine(isId),
  /** Absent in the form that takes the code away. */
  code: z.string().trim().max(100).nullable(),
});

/**
 * Applies a code to an order of this person that is not paid, or takes it away; the page shows the new price. Codes are
 * short and worth money, so only some wrong ones an hour are looked up for a person, and for a network.
 */
export async function changePromotionCode(before: FormState, form: FormData): Promise<FormState> {
  await requireOurPage();
  const t = await getTranslations("checkout.promotion");
  const asked = input.safeParse({ orderId: form.get("orderId"), code: form.get("code") });
  const answers = before.answers + 1;
  if (!asked.success) return { answers, problem: t("refusal.promotion_code_unknown") };
  const { orderId, code } = asked.data;
  const { walletId } = await requirePerson(`/checkout/${orderId}`);
  if (code === "") return { answers, problem: t("refusal.code_missing") };
  const sent = await headers();
  const tooMany = code === null ? null : await countTry("promotion_code", walletId, sent);
  if (tooMany) return { answers, problem: t("refusal.too_many"), values: { code: code ?? "" } };
  const answer = await applyPromotionCode({ walletId, orderId, code });
  if (answer.ok && code !== null) await forgetTry("promotion_code", walletId, sent);
  refresh();
  if (answer.ok) return code === null ? { answers, done: t("removed") } : { answers };
  const told = ABOUT_THE_CODE.find((known) => known === answer.refusal);
  return { answers, problem: t(`refusal.${told ?? "other"}`), values: { code: code ?? "" } };
}
