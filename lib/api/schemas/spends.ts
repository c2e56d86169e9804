import { z } from "zod";
import { creditsToUse, id, reference, time, version } from "./parts";
import { shape } from "./schema";

export const SpendRequest = shape("SpendRequest", {
  credits: creditsToUse,
  reference: reference.optional(),
});

export const Draw = shape("Draw", { grant_id: id, credits: creditsToUse });

export const Spend = shape("Spend", {
  id,
  credits: creditsToUse,
  reference: z.string().nullable(),
  draws: z.array(Draw),
  wallet_version: version,
  created_at: time,
});
