import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { call } from "./client";

/** The API on a port of its own, without Next: for programs that speak HTTP. Ends with the returned function. */
export async function listen(): Promise<{ url: string; stop: () => void }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method = "GET", url = "/" } = request;
    const { status, headers, text } = await call(url.replace("/api/v1", ""), {
      method,
      headers: request.headers as Record<string, string>,
      ...(body.length > 0 ? { body } : {}),
    });
    response.writeHead(status, Object.fromEntries(headers)).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
