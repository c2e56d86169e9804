import { APIError } from "better-auth/api";
import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { CLIENT_ADDRESS_HEADER, findClientAddress } from "./client-address";

/** A cookie the answer must carry; the edge writes it. */
export type CookieToSet = {
  name: string;
  value: string;
  options: ReturnType<typeof toCookieOptions>;
};

/** What the library may know of a request: its session, its device, and an address nobody can forge. */
export function headersForLibrary(headers: Headers): Headers {
  const kept = new Headers();
  for (const name of ["cookie", "user-agent"]) {
    const value = headers.get(name);
    if (value) kept.set(name, value);
  }
  const address = findClientAddress(headers);
  if (address) kept.set(CLIENT_ADDRESS_HEADER, address);
  return kept;
}

export function cookiesOf(headers: Headers): CookieToSet[] {
  const written = headers.getSetCookie().flatMap((line) => [...parseSetCookieHeader(line)]);
  return written.map(([name, attributes]) => ({
    name,
    value: attributes.value,
    options: toCookieOptions(attributes),
  }));
}

/** The library's own name of a refusal, or the error itself, thrown on, when it is no refusal. */
export function refusalCodeOf(error: unknown): string {
  if (error instanceof APIError && error.body?.code && error.statusCode < 500) return error.body.code;
  throw error;
}
