import { z } from "zod";
import { CURRENCIES } from "@/lib/catalog/currencies";
import { FIELD_FAULT_CODES, PROBLEM_CODES } from "../problems";
import { creditsThere, creditsToUse } from "./parts";
import { shape } from "./schema";

/** No plan is on sale, so this is the only state there is; more of it comes with plans. */
export const Subscription = shape("Subscription", {
  status: z.literal("none"),
  plan: z.null(),
  current_period: z.null(),
  expires_at: z.null(),
  monthly_allotment: z.null(),
});

export const Price = shape("Price", { currency: z.enum(CURRENCIES), amount: z.int().min(1) });

export const Pack = shape("Pack", {
  id: z.string(),
  credits: creditsToUse,
  validity_months: z.int().min(1),
  prices: z.array(Price),
});

export const Catalog = shape("Catalog", { packs: z.array(Pack) });

export const FieldFault = shape("FieldFault", {
  pointer: z.string(),
  code: z.enum(FIELD_FAULT_CODES),
  detail: z.string(),
});

export const Problem = shape("Problem", {
  type: z.url(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  code: z.enum(PROBLEM_CODES),
  errors: z.array(FieldFault).optional(),
  available: creditsThere.optional(),
  missing: creditsToUse.optional(),
});
