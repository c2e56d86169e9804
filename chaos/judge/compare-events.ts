import { sql } from "@/db/client";
import { ENABLED_EVENTS } from "@/lib/inbox/handlers/registry";
import { readEventIds } from "./read-stripe";

type EventRow = { id: string; type: string; state: string; outcome: string; lastError: string | null };

/** Everything that Stripe told stands in the inbox, and nothing in the inbox still waits for anybody. */
export async function compareEvents(): Promise<string[]> {
  const ids = await readEventIds(ENABLED_EVENTS);
  const rows = await sql()<EventRow[]>`
    select id, type, state, outcome, last_error as "lastError" from inbox_events`;
  const known = new Set(rows.map(({ id }) => id));
  const unfinished = rows.filter(({ state }) => !["processed", "ignored"].includes(state));
  return [
    ...ids.filter((id) => !known.has(id)).map((id) => `event ${id} never arrived`),
    ...unfinished.map(
      ({ id, type, state, outcome, lastError }) =>
        `event ${id} (${type}) is ${state}: ${outcome} ${lastError ?? ""}`,
    ),
  ];
}
