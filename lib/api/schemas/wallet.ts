import { z } from "zod";
import { creditsThere, creditsToUse, id, time, version } from "./parts";
import { answerShape } from "./schema";

export const Grant = answerShape("Grant", {
  id,
  source: z.enum(["pack", "plan", "payment_without_order", "adjustment", "given_back"]),
  credits: creditsToUse,
  available: creditsThere,
  held: creditsThere,
  expires_at: time.nullable(),
  created_at: time,
});

export const Wallet = answerShape("Wallet", {
  id,
  available: creditsThere,
  held: creditsThere,
  owed: creditsThere,
  version,
  changes_at: time.nullable(),
  updated_at: time,
  grants: z.array(Grant),
  has_more_grants: z.boolean(),
  plan: z.string().nullable(),
});
