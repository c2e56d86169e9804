"use server";

import { redirect } from "next/navigation";
import { requireOurPage } from "@/app/_caller";
import { reconcile } from "@/lib/reconciliation/reconcile";
import { requireOperator } from "../require-operator";

/** As long as somebody waits for a page; what is not done by then goes on with the next turn. */
const COMPARE_MS_MAX = 20_000;

/** Compares the last three days with Stripe and shows what came of it. */
export async function compareNowAction(): Promise<void> {
  await requireOurPage();
  await requireOperator();
  const { runId } = await reconcile({ window: { days: 3 }, maxMs: COMPARE_MS_MAX });
  redirect(`/admin/reconciliation?run=${runId}`);
}
