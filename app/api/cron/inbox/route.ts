import { drainInbox } from "@/lib/inbox/drain-inbox";
import { refusalOfCronCall } from "@/lib/platform/cron-call";
import { env } from "@/lib/platform/env";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

const EVENTS_PER_CALL_MAX = 500;
const NO_STORE = { "cache-control": "no-store" };

/** Runs the failed events whose time has come. A schedule calls it, at any rate and also twice at once. */
export async function GET(request: Request): Promise<Response> {
  const refusal = refusalOfCronCall(request.headers, env().cronSecret);
  if (refusal) {
    const status = refusal === "cron_secret_missing" ? 503 : 401;
    return Response.json({ error: refusal }, { status, headers: NO_STORE });
  }
  return Response.json(await drainInbox({ limit: EVENTS_PER_CALL_MAX }), { headers: NO_STORE });
}
