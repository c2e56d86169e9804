import { z } from "zod";
import { PLAN_INTERVALS } from "@/lib/catalog/plans";
import { creditsToUse, time } from "./parts";
import { answerShape } from "./schema";

const STATUSES = [
  "none",
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "paused",
  "canceled",
] as const;

export const SubscriptionPeriod = answerShape("SubscriptionPeriod", { start: time, end: time });

export const Subscription = answerShape("Subscription", {
  status: z.enum(STATUSES),
  plan: z.string().nullable(),
  interval: z.enum(PLAN_INTERVALS).nullable(),
  current_period: SubscriptionPeriod.nullable(),
  expires_at: time.nullable(),
  cancel_at: time.nullable(),
  period_allotment: creditsToUse.nullable(),
  monthly_allotment: creditsToUse.nullable(),
});
