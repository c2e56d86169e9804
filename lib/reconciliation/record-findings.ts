import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { Run } from "./run";
import type { Difference } from "./step";

export type Finding = Difference & { object: string; objectId: string };

type Json = Parameters<ReturnType<typeof sql>["json"]>[0];

/** Writes differences down before anything is done about them. One that this run found before stays as it is. */
export async function recordFindings(run: Run, findings: readonly Finding[]): Promise<void> {
  const query = sql();
  for (const { kind, object, objectId, walletId, stripe, ours } of findings)
    await query`
      insert into reconciliation_findings (run_id, id, kind, object, object_id, wallet_id, stripe_side, our_side,
        found_at, updated_at)
      values (${run.id}, ${newId()}, ${kind}, ${object}, ${objectId}, ${walletId},
        ${stripe && query.json(stripe as Json)}, ${ours && query.json(ours as Json)}, ${now()}, ${now()})
      on conflict (run_id, kind, object_id) do nothing`;
}

/** What became of a difference, and what the verb said. */
export async function concludeFinding(
  run: Run,
  { kind, objectId }: Pick<Finding, "kind" | "objectId">,
  action: "healed" | "left",
  said: string | null,
): Promise<void> {
  await sql()`
    update reconciliation_findings set action = ${action}, said = ${said}, updated_at = ${now()}
    where run_id = ${run.id} and kind = ${kind} and object_id = ${objectId}`;
}

/** It was no difference: what Stripe named is not ours. */
export async function forgetFindings(run: Run, objectId: string): Promise<void> {
  await sql()`delete from reconciliation_findings where run_id = ${run.id} and object_id = ${objectId}`;
}
