import { newProbe } from "@/lib/inbox/probe";

/** Stripe waits longer; a route that needs this long for nothing will lose events when it has work. */
const TIMEOUT_MS = 10_000;
/** Our own answers are short; of a page its beginning tells enough. */
const ANSWER_BYTES_MAX = 64 * 1024;

/** An answer as it came, before anything is made of it. */
export type Answered = { status: number; headers: Headers; body: string };
/** The answer to a probe, or the reason for which there was none, as the code that Node gives it. */
export type Sent = { event: string; answered: Answered } | { event: string; code: string };

/** Sends one signed probe to an address and follows no redirect, for Stripe follows none. Never throws. */
export async function sendProbe(
  url: string,
  secret: string,
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<Sent> {
  const { id, body, signature } = newProbe(secret);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Topup-Doctor/1.0",
        "stripe-signature": signature,
      },
      body,
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status, headers } = response;
    return { event: id, answered: { status, headers, body: await beginningOf(response) } };
  } catch (error) {
    return { event: id, code: codeOf(error) };
  }
}

async function beginningOf(response: Response): Promise<string> {
  if (!response.body) return "";
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
    if (text.length > ANSWER_BYTES_MAX) {
      await reader.cancel();
      return text.slice(0, ANSWER_BYTES_MAX);
    }
  }
}

/** `fetch` hides the reason in the cause, and where several addresses were tried, in the first of its errors. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "UNKNOWN";
  if (error.name === "TimeoutError") return "TIMEOUT";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error.cause === undefined ? error.name : codeOf(error.cause);
}
