"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireOurPage } from "@/app/_caller";
import { requirePerson } from "@/app/_session";
import { declineAdvice } from "@/lib/checkout/decline-advice";
import { acceptPlanQuote } from "@/lib/subscriptions/accept-plan-quote";
import { cancelPlan } from "@/lib/subscriptions/cancel-plan";
import { PAUSES, pausePlan, unpausePlan } from "@/lib/subscriptions/pause-plan";
import { resumePlan } from "@/lib/subscriptions/resume-plan";
import { undoPlanChange } from "@/lib/subscriptions/undo-plan-change";
import type { AcceptAnswer } from "@/lib/subscriptions/views";
import { readCancelForm } from "./read-cancel-form";

const HERE = "/dashboard/plan";

const quoteInput = z.object({
  quote: z.string(),
  plan: z.string().regex(/^[a-z]{1,40}$/),
  interval: z.enum(["month", "year"]),
  timing: z.string(),
});
const renewalsInput = z.coerce.number().pipe(z.literal([...PAUSES]));

/** Carries out the change whose numbers the person has just seen; what they saw last is drawn again if it is stale. */
export async function acceptQuoteAction(form: FormData): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  const asked = quoteInput.safeParse(Object.fromEntries(form));
  if (!asked.success) redirect(`${HERE}?refusal=quote_not_found`);
  const { quote, plan, interval, timing } = asked.data;
  const answer = await acceptPlanQuote({ walletId, quoteId: quote });
  if (answer.outcome === "changed")
    redirect(`${HERE}?after=${timing === "in_trial" ? "changedTrial" : "changed"}`);
  if (answer.outcome === "scheduled") redirect(`${HERE}?after=scheduled`);
  if (answer.outcome === "waiting") redirect(`${HERE}/confirm?begin=1`);
  redirect(`${HERE}/change?plan=${plan}&interval=${interval}&${toQuery(answer)}`);
}

/** The reason in the address, with the family of a refused card and never its code. */
function toQuery({ refusal, payment }: Extract<AcceptAnswer, { outcome: "refused" }>): string {
  if (!payment) return `refusal=${refusal}`;
  const { code, declineCode, blocked } = payment;
  return `refusal=${refusal}&advice=${declineAdvice(code, declineCode, blocked ? "blocked" : null)}`;
}

export async function undoChangeAction(): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  say(await undoPlanChange(walletId), "undone");
}

export async function resumeAction(): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  say(await resumePlan(walletId), "resumed");
}

export async function unpauseAction(): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  say(await unpausePlan(walletId), "unpaused");
}

export async function pauseAction(form: FormData): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(HERE);
  const renewals = renewalsInput.safeParse(form.get("renewals"));
  if (!renewals.success) redirect(HERE);
  say(await pausePlan(walletId, renewals.data), "paused");
}

export async function cancelAction(form: FormData): Promise<void> {
  await requireOurPage();
  const { walletId } = await requirePerson(`${HERE}/cancel`);
  const answer = await cancelPlan({ walletId, ...readCancelForm(form) });
  say(answer, answer.ok && answer.endsAt === null ? "ended" : "canceled");
}

function say(answer: { ok: true } | { ok: false; refusal: string }, done: string): never {
  redirect(`${HERE}?${answer.ok ? `after=${done}` : `refusal=${answer.refusal}`}`);
}
