import { z } from "zod";
import { creditsToUse, id, reference, time, version } from "./parts";
import { answerShape, requestShape } from "./schema";

export const SpendRequest = requestShape("SpendRequest", {
  credits: creditsToUse,
  reference: reference.optional(),
});

export const Draw = answerShape("Draw", { grant_id: id, credits: creditsToUse });

export const Spend = answerShape("Spend", {
  id,
  credits: creditsToUse,
  reference: z.string().nullable(),
  draws: z.array(Draw),
  wallet_version: version,
  created_at: time,
});
