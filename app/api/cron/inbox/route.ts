import { drainInbox } from "@/lib/inbox/drain-inbox";
import { answerCronCall } from "../answer-cron-call";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

const EVENTS_PER_CALL_MAX = 500;

/** Runs the failed events whose time has come. A schedule calls it, at any rate and also twice at once. */
export async function GET(request: Request): Promise<Response> {
  return answerCronCall(request, () => drainInbox({ limit: EVENTS_PER_CALL_MAX }));
}
