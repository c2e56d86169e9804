/**
 * The envelope of a Stripe event, checked. `body` is the event as it came, for storing without writing it anew;
 * the object inside is typed by the handler of its type.
 */
export type StripeEvent = {
  id: string;
  type: string;
  apiVersion: string | null;
  livemode: boolean;
  createdAt: Date;
  objectId: string | null;
  /** The parsed event, of which the handlers know the shape. */
  content: unknown;
};

const SECOND_MS = 1000;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectIdOf(content: Record<string, unknown>): string | null {
  const object = isRecord(content.data) ? content.data.object : null;
  return isRecord(object) && typeof object.id === "string" ? object.id : null;
}

/** The event in a parsed body; null when it is something else, such as a thin event. */
export function toStripeEvent(content: unknown): StripeEvent | null {
  if (!isRecord(content) || content.object !== "event" || !isRecord(content.data)) return null;
  const { id, type, livemode, created, api_version: apiVersion } = content;
  if (typeof id !== "string" || !/^evt_\w{1,200}$/.test(id)) return null;
  if (typeof type !== "string" || typeof livemode !== "boolean" || typeof created !== "number") return null;
  return {
    id,
    type,
    apiVersion: typeof apiVersion === "string" ? apiVersion : null,
    livemode,
    createdAt: new Date(created * SECOND_MS),
    objectId: objectIdOf(content),
    content,
  };
}
