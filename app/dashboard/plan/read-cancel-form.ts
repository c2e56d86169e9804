import { z } from "zod";
import { CANCEL_FEEDBACK, type CancelFeedback } from "@/lib/subscriptions/cancel-plan";

const COMMENT_MAX = 500;

const feedback = z.enum(CANCEL_FEEDBACK);

/** Why somebody leaves, as far as they say it. What is not understood is left out: a way out has no hurdles. */
export function readCancelForm(form: FormData): { feedback: CancelFeedback | null; comment: string | null } {
  const said = form.get("comment");
  const comment = typeof said === "string" ? said.trim().slice(0, COMMENT_MAX) : "";
  return { feedback: feedback.safeParse(form.get("reason")).data ?? null, comment: comment || null };
}
