import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { env } from "@/lib/platform/env";

/** Set by us on every request, over whatever a client sent under this name. */
export const CLIENT_ADDRESS_HEADER = "x-topup-client-address";

const marking = globalThis as typeof globalThis & { topupMarksAddresses?: true };

/**
 * Writes the socket's address on every request this process receives. Next hands actions and pages only
 * headers, and keeps a forged `X-Forwarded-For` as it came, so the truth has to be written before Next reads
 * the request. Called once, at boot (instrumentation.ts).
 */
export function markClientAddresses(): void {
  if (marking.topupMarksAddresses) return;
  marking.topupMarksAddresses = true;
  diagnostics.subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[CLIENT_ADDRESS_HEADER] = request.socket.remoteAddress ?? "unknown";
  });
}

/**
 * The address a request came from, or null when nobody trustworthy said so. On Vercel its proxy overwrites
 * `x-real-ip`, so it is true there; anywhere else only the socket is, because a client may write any header.
 */
export function findClientAddress(headers: Headers): string | null {
  const said = env().hosted ? headers.get("x-real-ip") : socketAddress(headers);
  const address = said?.trim().replace(/^::ffff:/, "") ?? "";
  return isIP(address) ? address : null;
}

function socketAddress(headers: Headers): string | null {
  return marking.topupMarksAddresses ? headers.get(CLIENT_ADDRESS_HEADER) : null;
}

/** Whether a request comes from this very machine. Not known is no. */
export function isFromThisMachine(headers: Headers): boolean {
  return /^(127\.|::1$)/.test(findClientAddress(headers) ?? "");
}

const SHARED_ADDRESSES = [
  /^(127|10)\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^(::1$|f[cd]|fe[89ab])/i,
];

/** Whether many people stand behind one address: a proxy in front of us, an office, this very machine. */
export function isSharedAddress(address: string): boolean {
  return SHARED_ADDRESSES.some((pattern) => pattern.test(address));
}
