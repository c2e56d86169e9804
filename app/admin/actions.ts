"use server";

import { redirect } from "next/navigation";
import { textOf } from "@/app/_accounts/describe-refusal";
import { requireOurPage } from "@/app/_caller";
import { replayEvent } from "@/lib/inbox/replay-event";
import { requireOperator } from "./require-operator";

/** Runs an event again; whatever it asks for has a key of its own, so nothing is granted twice. */
export async function runAgainAction(form: FormData): Promise<void> {
  await requireOurPage();
  await requireOperator();
  const replayed = await replayEvent(textOf(form, "event") ?? "");
  redirect(`/admin?ran=${replayed.ok ? replayed.result.state : replayed.refusal}`);
}
