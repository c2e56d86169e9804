import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach } from "vitest";
import { handleWebhook } from "@/lib/inbox/handle-webhook";

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

const open: Server[] = [];

/** For tests: a server of this file, closed with all its connections after the test. Answers its address. */
export async function serve(server: Server): Promise<string> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closeServersAfterEach(): void {
  afterEach(async () => {
    for (const server of open.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
}

/** For tests: a server that does what it is told with every request. */
export async function serverThat(answers: Answering): Promise<string> {
  return `http://${await serve(createServer(answers))}`;
}

/** For tests: a server that always gives this answer. */
export function serverSaying(status: number, headers: Record<string, string>, body = ""): Promise<string> {
  return serverThat((request, response) => {
    request.resume();
    response.writeHead(status, headers).end(body);
  });
}

/** For tests: our own route behind a real server, and what a proxy in front of it does to each request. */
export function serverOfOurs(tamper: (request: Request) => Request = (same) => same): Promise<string> {
  return serverThat(async (request, response) => {
    const headers = new Headers(
      Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value] as [string, string]] : [],
      ),
    );
    const body = await text(request);
    const url = `http://${request.headers.host}${request.url}`;
    const answer = await handleWebhook(tamper(new Request(url, { method: "POST", headers, body })));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
}
