import { type CookieToSet, cookiesOf, headersForLibrary } from "./ask-library";
import { auth } from "./auth";
import type { Caller } from "./caller";

/** Ends the session on the server and takes its cookie away. Without a session it changes nothing. */
export async function signOut({ headers }: Caller): Promise<CookieToSet[]> {
  const answer = await auth().api.signOut({ headers: headersForLibrary(headers), returnHeaders: true });
  return cookiesOf(answer.headers);
}
