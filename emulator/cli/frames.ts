import { z } from "zod";
import { API_VERSION } from "../context";
import { renderEvent } from "../events/render-event";
import { signatureHeader } from "../events/sign";
import type { EventRecord } from "../store/records";
import type { Store } from "../store/store";

/** One event on its way to one CLI, in one rendering. */
export interface Conversation {
  id: string;
  webhook: string;
  event: string;
  type: string;
  /** `null`: the account's version, which is what `stripe listen` forwards unless it was started with `--latest`. */
  apiVersion: string | null;
  sentAt: number | null;
  acknowledged: boolean;
  /** What the app answered to the CLI; null while, or because, nothing was forwarded. */
  answer: { url: string; status: number; body: string } | null;
}

/** Each event is told twice: the CLI drops the one it was not started for. */
export const RENDERINGS: readonly (string | null)[] = [null, API_VERSION];

/** The message that carries an event, signed at this moment. */
export function webhookFrame(
  store: Store,
  event: EventRecord,
  { id, webhook, apiVersion }: Conversation,
  secret: string,
): string {
  const payload = JSON.stringify(renderEvent(store, event, apiVersion), null, 2);
  return JSON.stringify({
    type: "webhook_event",
    endpoint: { api_version: apiVersion },
    event_payload: payload,
    http_headers: {
      Accept: "*/*; q=0.5, application/xml",
      "Cache-Control": "no-cache",
      "Content-Type": "application/json; charset=utf-8",
      "Stripe-Signature": signatureHeader(payload, [secret], Math.floor(Date.now() / 1000)),
      "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    },
    webhook_conversation_id: id,
    webhook_id: webhook,
  });
}

const message = z.discriminatedUnion("type", [
  z.object({ type: z.literal("event_ack"), webhook_conversation_id: z.string() }),
  z.object({
    type: z.literal("webhook_response"),
    webhook_conversation_id: z.string(),
    forward_url: z.string(),
    status: z.number(),
    body: z.string(),
  }),
]);
export type CliMessage = z.infer<typeof message>;

/** What the CLI says of a conversation, or null for what this emulator does not know. */
export function readMessage(text: string): CliMessage | null {
  try {
    return message.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
