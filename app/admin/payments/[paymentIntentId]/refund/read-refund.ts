import { z } from "zod";
import { decimalsOf } from "@/app/_ui/format";
import { isId } from "@/lib/platform/ids";

export const REFUND_REASONS = ["requested_by_customer", "duplicate", "fraudulent"] as const;

export type RefundReason = (typeof REFUND_REASONS)[number];

const AMOUNT_LENGTH_MAX = 15;

/** What somebody typed as an amount, in minor units; null when it is none of this currency. "12.5" of USD is 1250. */
export function readAmount(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  const [, whole, part = ""] = /^(\d+)(?:[.,](\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || part.length > decimals || text.length > AMOUNT_LENGTH_MAX) return null;
  return Number(whole + part.padEnd(decimals, "0"));
}

/** The same back, for the field it is typed into: 1250 of USD is "12.50". */
export function toAmountText(amountMinor: number, currency: string): string {
  return (amountMinor / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));
}

export function readReason(text: string | undefined): RefundReason {
  return REFUND_REASONS.find((known) => known === text) ?? "requested_by_customer";
}

/** What is sent to carry a refund out: what was shown, so that nothing else is done. */
const RefundForm = z.object({
  paymentIntentId: z.string(),
  requestId: z.string().refine(isId),
  amountMinor: z.coerce.number().int().positive(),
  reason: z.enum(REFUND_REASONS),
  total: z.coerce.number().int(),
  own: z.coerce.number().int(),
  others: z.coerce.number().int(),
  owed: z.coerce.number().int(),
});

/** The form of the page that asks for sure; null when it was not that page that sent it. */
export function readRefundForm(form: FormData) {
  const parsed = RefundForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return null;
  const { total, own, others, owed, ...asked } = parsed.data;
  return { ...asked, expectedCredits: { total, own, others, owed } };
}

/** The address of the page that asks for sure. */
export function toRefundAddress(
  paymentIntentId: string,
  query: { amount: string; reason: string; refused?: string; request?: string },
): string {
  return `/admin/payments/${paymentIntentId}/refund?${new URLSearchParams(query)}`;
}
