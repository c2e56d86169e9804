import { isUtf8 } from "node:buffer";
import type { z } from "zod";
import { readBytes } from "@/lib/platform/read-body";
import { type Answer, problemAnswer } from "./answer";
import { toFieldFaults } from "./field-faults";

/** Every request fits in a few hundred bytes; this leaves room and costs nothing to hold. */
export const BODY_BYTES_MAX = 16 * 1024;

type Parsed<T> = { ok: true; value: T } | { ok: false; answer: Answer };

/**
 * The body of a request, parsed and checked. An empty body is an empty object, so that a call without fields needs
 * neither body nor media type; hosts give every POST a body, so whether it is empty is known once it is read.
 *
 * Refusals, in this order: `body_too_large`, `media_type_unsupported`, `body_not_json`, `request_invalid`.
 */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<Parsed<T>> {
  const bytes = await readBytes(request, BODY_BYTES_MAX);
  if (bytes === null) return no("body_too_large");
  if (bytes.length === 0) return check(schema, {});
  if (!isJson(request.headers.get("content-type"))) return no("media_type_unsupported");
  // Decoded anyway, different bytes would become the same text, and the same request.
  if (!isUtf8(bytes)) return no("body_not_json");
  const text = bytes.toString("utf8");
  const content = parse(text);
  if (content === undefined) return no("body_not_json");
  if (hasFraction(text)) return { ok: false, answer: problemAnswer("request_invalid", NOT_WHOLE) };
  return check(schema, content);
}

/** Fields from outside against their schema; every fault is told at once. */
export function check<T>(schema: z.ZodType<T>, content: unknown): Parsed<T> {
  const parsed = schema.safeParse(content);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = toFieldFaults(parsed.error.issues, content);
  return { ok: false, answer: problemAnswer("request_invalid", { errors, detail: errors[0]?.detail }) };
}

const NOT_WHOLE = {
  detail: "Write every number as a whole number, without a point and without an exponent.",
};

/**
 * JavaScript reads `1.0`, `1e2` and `1.00000000000000000001` as whole numbers, so whether somebody sent a fraction
 * is seen in the text only. No field of the API has one.
 */
function hasFraction(text: string): boolean {
  return /\d[.eE]/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
}

function isJson(mediaType: string | null): boolean {
  return mediaType !== null && /^application\/json\s*(;|$)/i.test(mediaType.trim());
}

/** What the text says in JSON, or undefined, which no JSON says. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function no(code: "media_type_unsupported" | "body_too_large" | "body_not_json"): Parsed<never> {
  return { ok: false, answer: problemAnswer(code) };
}
