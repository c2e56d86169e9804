"use server";

import { redirect } from "next/navigation";
import { requireOurPage } from "@/app/_caller";
import { requirePerson } from "@/app/_session";
import { drawAvatarForCredits } from "@/lib/playground/draw-avatar-for-credits";
import { readJobForm } from "./read-job-form";

const HERE = "/playground";

/** Draws once for each form: sent again, it is the same job. The page it leads to can be reloaded at will. */
export async function drawAction(form: FormData): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  const asked = readJobForm(form);
  if (!asked.ok) redirect(`${HERE}?refusal=${asked.refusal}`);
  const { jobId, word } = asked;
  const drawn = await drawAvatarForCredits({ walletId, jobId, word });
  const hasBegun = drawn.ok || drawn.refusal === "nothing_to_draw" || drawn.refusal === "hold_expired";
  redirect(hasBegun ? `${HERE}?job=${jobId}` : `${HERE}?refusal=${drawn.refusal}`);
}
