import { z } from "zod";
import { CURRENCIES } from "@/lib/catalog/currencies";
import { PLAN_INTERVALS, ROLLOVERS } from "@/lib/catalog/plans";
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

export const PlanPrice = answerShape("PlanPrice", {
  interval: z.enum(PLAN_INTERVALS),
  currency: z.enum(CURRENCIES),
  amount: z.int().min(1),
  credits: creditsToUse,
});

export const Plan = answerShape("Plan", {
  id: z.string(),
  rollover: z.enum(ROLLOVERS),
  trial_days: z.int().min(0),
  trial_credits: creditsThere,
  prices: z.array(PlanPrice),
});

export const Catalog = answerShape("Catalog", { packs: z.array(Pack), plans: z.array(Plan) });

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
