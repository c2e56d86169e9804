import { sweepEvents } from "@/lib/inbox/sweep-events";
import { trimPayloads } from "@/lib/inbox/trim-payloads";
import { answerCronCall } from "../answer-cron-call";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Leaves a minute for the event that is being run and for the answer. */
const SWEEP_MS_MAX = 240_000;
const PAYLOADS_PER_CALL_MAX = 50_000;

/**
 * Fetches the events that were never delivered, and removes payloads that are older than promised. A schedule calls
 * it, at any rate and also twice at once.
 */
export async function GET(request: Request): Promise<Response> {
  return answerCronCall(request, async () => ({
    ...(await sweepEvents({ maxMs: SWEEP_MS_MAX })),
    ...(await trimPayloads({ limit: PAYLOADS_PER_CALL_MAX })),
  }));
}
