import { after } from "next/server";
import { drainAfterResponse } from "@/lib/inbox/drain-after-response";
import { handleWebhook } from "@/lib/inbox/handle-webhook";
import { sendExpectedNotices } from "@/lib/notices/send-notices";
import { areNoticesExpected } from "@/lib/notices/waiting-notices";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Most events owe nobody a mail; those that do are answered first. */
async function answer(request: Request): Promise<Response> {
  const response = await handleWebhook(request);
  if (areNoticesExpected()) after(sendExpectedNotices);
  const drain = drainAfterResponse();
  if (drain) after(drain);
  return response;
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
