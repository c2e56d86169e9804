import { newId } from "@/lib/platform/ids";

/** What a client may name its request: it goes into an answer's header and into logs. */
const SANE_REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** The client's own name for its request where that is sane, else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given !== null && SANE_REQUEST_ID.test(given) ? given : newId();
}
