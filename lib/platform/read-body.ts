/** The exact bytes of a request, as UTF-8 text; null when there are more than `bytesMax`. See `readBytes`. */
export async function readBody(request: Request, bytesMax: number): Promise<string | null> {
  const bytes = await readBytes(request, bytesMax);
  // Decoded whole: a character of several bytes may lie across two chunks.
  return bytes?.toString("utf8") ?? null;
}

/**
 * The exact bytes of a request; null when there are more than `bytesMax`. Stops while they stream
 * in, so that a large body costs no memory, and does not believe a small Content-Length.
 */
export async function readBytes(request: Request, bytesMax: number): Promise<Buffer | null> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) return null;
  if (!request.body) return Buffer.alloc(0);
  const reader = request.body.getReader();
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
