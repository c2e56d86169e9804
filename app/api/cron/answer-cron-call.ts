import { refusalOfCronCall } from "@/lib/platform/cron-call";
import { env } from "@/lib/platform/env";

const NO_STORE = { "cache-control": "no-store" };

/** Does a job for a schedule that knows the secret, and answers what came of it. */
export async function answerCronCall(request: Request, job: () => Promise<object>): Promise<Response> {
  const refusal = refusalOfCronCall(request.headers, env().cronSecret);
  if (refusal) {
    const status = refusal === "cron_secret_missing" ? 503 : 401;
    return Response.json({ error: refusal }, { status, headers: NO_STORE });
  }
  return Response.json(await job(), { headers: NO_STORE });
}
