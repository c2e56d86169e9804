import { z } from "zod";
import { CURRENCIES } from "@/lib/catalog/currencies";
import { FIELD_FAULT_CODES, PROBLEM_CODES } from "../problems";
import { creditsThere, creditsToUse } from "./parts";
import { answerShape } from "./schema";

export const Price = answerShape("Price", { currency: z.enum(CURRENCIES), amount: z.int().min(1) });

export const Pack = answerShape("Pack", {
  id: z.string(),
  credits: creditsToUse,
  validity_months: z.int().min(1),
  prices: z.array(Price),
});

export const Catalog = answerShape("Catalog", { packs: z.array(Pack) });

export const FieldFault = answerShape("FieldFault", {
  pointer: z.string(),
  code: z.enum(FIELD_FAULT_CODES),
  detail: z.string(),
});

export const Problem = answerShape("Problem", {
  type: z.url(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  code: z.enum(PROBLEM_CODES),
  errors: z.array(FieldFault).optional(),
  available: creditsThere.optional(),
  missing: creditsToUse.optional(),
});
