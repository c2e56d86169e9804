export type BodyRefusal = "body_too_large" | "body_too_slow";

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * The exact bytes of a request, as UTF-8 text, if they are all here within `msMax`. Whoever sends them drop by drop
 * must not hold a line of ours for as long as they like.
 */
export async function readBody(
  request: Request,
  { bytesMax, msMax }: { bytesMax: number; msMax: number },
): Promise<{ ok: true; text: string } | { ok: false; refusal: BodyRefusal }> {
  if (claimsMore(request, bytesMax)) return { ok: false, refusal: "body_too_large" };
  const reader = request.body?.getReader();
  if (!reader) return { ok: true, text: "" };
  let isOver = false;
  const end = setTimeout(() => {
    isOver = true;
    void reader.cancel().catch(() => {});
  }, msMax);
  try {
    const bytes = await readAll(reader, bytesMax);
    if (isOver) return { ok: false, refusal: "body_too_slow" };
    // Decoded whole: a character of several bytes may lie across two chunks.
    return bytes ? { ok: true, text: bytes.toString("utf8") } : { ok: false, refusal: "body_too_large" };
  } finally {
    clearTimeout(end);
  }
}

/**
 * The exact bytes of a request; null when there are more than `bytesMax`. Stops while they stream
 * in, so that a large body costs no memory, and does not believe a small Content-Length.
 */
export async function readBytes(request: Request, bytesMax: number): Promise<Buffer | null> {
  if (claimsMore(request, bytesMax)) return null;
  return request.body ? readAll(request.body.getReader(), bytesMax) : Buffer.alloc(0);
}

function claimsMore(request: Request, bytesMax: number): boolean {
  return Number(request.headers.get("content-length") ?? 0) > bytesMax;
}

async function readAll(reader: Reader, bytesMax: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > bytesMax) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, size);
}
