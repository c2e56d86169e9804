import { getPreferences } from "@/app/_i18n/preferences";
import { requirePerson } from "@/app/_session";
import { exportEntries } from "@/lib/ledger/export-entries";
import { now } from "@/lib/platform/clock";
import { calendarOf } from "../../days";
import { readQuery, toAddress, toEntryFilter } from "../read-query";

/** A long history takes its time on a slow line. */
export const maxDuration = 300;

/** What the activity page shows with the same filter, all pages of it, as a file; only ever of one's own wallet. */
export async function GET(request: Request): Promise<Response> {
  const query = readQuery(Object.fromEntries(new URL(request.url).searchParams));
  const { walletId } = await requirePerson(toAddress(query));
  const { timeZone } = await getPreferences();
  const chunks = exportEntries(walletId, toEntryFilter(query, timeZone));
  const today = calendarOf(timeZone).dayOf(now());
  return new Response(toStream(chunks), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="topup-activity-${today}.csv"`,
      "Cache-Control": "private, no-store",
      "X-Accel-Buffering": "no",
    },
  });
}

function toStream(chunks: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await chunks.return()),
  });
}
