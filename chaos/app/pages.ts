import { cancelOrder } from "@/lib/checkout/cancel-order";
import { createOrder } from "@/lib/checkout/create-order";
import { createPlanOrder } from "@/lib/checkout/create-plan-order";
import { payOrder } from "@/lib/checkout/pay-order";
import { refreshOrder } from "@/lib/checkout/refresh-order";
import { resumeOrder } from "@/lib/checkout/resume-order";
import { previewRefund } from "@/lib/reversals/preview-refund";
import { refundPayment } from "@/lib/reversals/refund-payment";
import { acceptPlanQuote } from "@/lib/subscriptions/accept-plan-quote";
import { cancelPlan } from "@/lib/subscriptions/cancel-plan";
import { continuePlanChange } from "@/lib/subscriptions/continue-plan-change";
import { quotePlanChange } from "@/lib/subscriptions/quote-plan-change";
import { resumePlan } from "@/lib/subscriptions/resume-plan";
import { undoPlanChange } from "@/lib/subscriptions/undo-plan-change";
import { compareNow, replaySome } from "./operators";

const VERBS = {
  ...{ createOrder, createPlanOrder, payOrder, refreshOrder, resumeOrder, cancelOrder },
  ...{ quotePlanChange, acceptPlanQuote, continuePlanChange, undoPlanChange },
  ...{ cancelPlan, resumePlan, previewRefund, refundPayment, compareNow, replaySome },
};

/** The verbs that pages call, with what they ask for and what they answer. */
export type Pages = {
  [Verb in keyof typeof VERBS]: (
    ...request: Parameters<(typeof VERBS)[Verb]>
  ) => ReturnType<(typeof VERBS)[Verb]>;
};

/** The same for whoever finds them by a name from outside; what is sent is what the driver's types say. */
export const PAGES = VERBS as unknown as Record<string, ((request: unknown) => Promise<unknown>) | undefined>;
