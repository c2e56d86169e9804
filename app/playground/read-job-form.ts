import { textOf } from "@/app/_accounts/describe-refusal";
import { isId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";

export const WORD_LENGTH_MAX = 40;

type JobRefusal = "word_required" | "word_too_long";

/** What the form asks to be drawn. A job without a proper id has nothing that makes it happen once: no job. */
export function readJobForm(form: FormData): Result<{ jobId: string; word: string }, JobRefusal> {
  const jobId = textOf(form, "job") ?? "";
  const word = (textOf(form, "word") ?? "").trim();
  if (word === "" || /\p{Cc}/u.test(word) || !isId(jobId)) return refuse("word_required");
  return [...word].length > WORD_LENGTH_MAX ? refuse("word_too_long") : { ok: true, jobId, word };
}
