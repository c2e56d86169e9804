import { z } from "zod";
import { PLAN_INTERVALS } from "@/lib/catalog/plans";
import { ALL_STATUSES } from "@/lib/subscriptions/live-statuses";
import { creditsToUse, time } from "./parts";
import { answerShape } from "./schema";

/** `none` is ours, for who never had one. */
const STATUSES = ["none", ...ALL_STATUSES] as const;

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
