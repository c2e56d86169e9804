import { z } from "zod";
import { HOLD_MS_MAX } from "@/lib/ledger/hold-credits";
import { creditsThere, creditsToUse, id, reference, time } from "./parts";
import { answerShape, requestShape } from "./schema";

export const HoldRequest = requestShape("HoldRequest", {
  credits: creditsToUse,
  reference: reference.optional(),
  expires_in_seconds: z
    .int()
    .min(1)
    .max(HOLD_MS_MAX / 1000)
    .optional(),
});

export const CaptureRequest = requestShape("CaptureRequest", {
  credits: creditsToUse.optional(),
  reference: reference.optional(),
});

export const ReleaseRequest = requestShape("ReleaseRequest", {});

export const Hold = answerShape("Hold", {
  id,
  status: z.enum(["open", "captured", "released", "expired"]),
  credits: creditsToUse,
  captured: creditsThere,
  released: creditsThere,
  reference: z.string().nullable(),
  expires_at: time,
  created_at: time,
  ended_at: time.nullable(),
});
