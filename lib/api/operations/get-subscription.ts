import { defineRead } from "../operation";
import { Subscription } from "../schemas/others";

/** Plans are not on sale yet, so nobody has one. */
const NONE = {
  status: "none",
  plan: null,
  current_period: null,
  expires_at: null,
  monthly_allotment: null,
} as const;

export const getSubscription = defineRead({
  id: "getSubscription",
  path: "/subscription",
  query: null,
  answer: Subscription,
  problems: [],
  read: async ({ stamp }) => ({ ok: true, body: NONE, stamp }),
});
