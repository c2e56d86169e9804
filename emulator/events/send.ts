import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { signatureHeader } from "./sign";

export interface Sent {
  /** Null when there was no answer at all. */
  status: number | null;
  body: string;
}

const TIMEOUT_MS = 20_000;
const EXCERPT = 500;
const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 16 });
const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 16 });

/** One attempt to deliver a payload, freshly signed. Never throws: no answer is an answer too. */
export function send(url: string, payload: string, secrets: readonly string[]): Promise<Sent> {
  const body = Buffer.from(payload);
  const secure = url.startsWith("https:");
  const open = secure ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = open(url, {
      method: "POST",
      agent: secure ? httpsAgent : httpAgent,
      timeout: TIMEOUT_MS,
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        Accept: "*/*; q=0.5, application/xml",
        "Cache-Control": "no-cache",
        "Content-Length": body.length,
        "Stripe-Signature": signatureHeader(payload, secrets, Math.floor(Date.now() / 1000)),
      },
    });
    request.on("timeout", () => request.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    request.on("error", (error) => resolve({ status: null, body: error.message }));
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        if (text.length < EXCERPT) text += chunk;
      });
      response.on("error", (error) => resolve({ status: null, body: error.message }));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? null, body: text.slice(0, EXCERPT) }),
      );
    });
    request.end(body);
  });
}
