import type { Sql, Tx } from "@/db/client";

/** Whether a row of `disputes` is a chargeback that is not decided, as SQL. An inquiry is none. */
export function isOpenChargeback(query: Sql | Tx) {
  return query`
    disputes.status in ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review')`;
}
