import { recordCronCall } from "@/lib/doctor/record-cron-call";
import { refusalOfCronCall } from "@/lib/platform/cron-call";
import { env } from "@/lib/platform/env";

const NO_STORE = { "cache-control": "no-store" };

/** Does a job for a schedule that knows the secret, notes that it called, and answers what came of it. */
export async function answerCronCall(request: Request, job: () => Promise<object>): Promise<Response> {
  const refusal = refusalOfCronCall(request.headers, env().cronSecret);
  if (refusal) {
    const status = refusal === "cron_secret_missing" ? 503 : 401;
    return Response.json({ error: refusal }, { status, headers: NO_STORE });
  }
  const answer = await recordCronCall(new URL(request.url).pathname, job);
  return Response.json(answer, { headers: NO_STORE });
}
