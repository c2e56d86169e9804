import { sendNotices } from "@/lib/notices/send-notices";
import { noticeTrials } from "@/lib/subscriptions/notice-trials";
import { answerCronCall } from "../answer-cron-call";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

const TRIALS_PER_CALL_MAX = 5000;
const MAILS_PER_CALL_MAX = 500;

/** Owes the mails that only the passing of time calls for, and sends all whose time has come. A schedule calls it. */
export async function GET(request: Request): Promise<Response> {
  return answerCronCall(request, async () => ({
    ...(await noticeTrials({ limit: TRIALS_PER_CALL_MAX })),
    ...(await sendNotices({ limit: MAILS_PER_CALL_MAX })),
  }));
}
