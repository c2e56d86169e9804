import { findPerson } from "@/lib/auth/person";
import { readVersion } from "@/lib/live/read-versions";
import { streamVersions } from "@/lib/live/stream-versions";

export const maxDuration = 300;

/** Ends well before the host would, so that a browser sees an end and not a fault. */
const LIFETIME_MS = 280_000;

const STREAM_HEADERS = {
  "Content-Type": "text/event-stream",
  // Compression and proxies would hold events back until there is more of them.
  "Cache-Control": "no-cache, no-transform",
  "X-Accel-Buffering": "no",
};

/** The versions of the person's wallet: as events for who asks for a stream, else the present one with its ETag. */
export async function GET(request: Request): Promise<Response> {
  const person = await findPerson(request.headers);
  if (!person) return new Response(null, { status: 401, headers: { "Cache-Control": "no-store" } });
  const wantsStream = request.headers.get("accept")?.includes("text/event-stream");
  return wantsStream ? stream(request, person.walletId) : poll(request, person.walletId);
}

function stream(request: Request, walletId: string): Response {
  const known = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("since");
  const since = /^\d{1,15}$/.test(known ?? "") ? Number(known) : 0;
  return new Response(streamVersions({ walletId, since, lifetimeMs: LIFETIME_MS }), {
    headers: STREAM_HEADERS,
  });
}

async function poll(request: Request, walletId: string): Promise<Response> {
  const version = await readVersion(walletId);
  const headers = { ETag: `"${version}"`, "Cache-Control": "private, no-cache" };
  const isKnown = request.headers.get("if-none-match") === headers.ETag;
  return isKnown ? new Response(null, { status: 304, headers }) : Response.json({ version }, { headers });
}
