import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { makeKey } from "@/lib/api-keys/testing";
import { grant, makeWallet } from "@/lib/ledger/testing/people";
import { newId } from "@/lib/platform/ids";
import { expectDescribed } from "./document";

/** A person with credits and a key that may do everything. */
export type Client = { walletId: string; key: string; keyId: string };

/** An answer, read to its end. */
export type Heard = { status: number; headers: Headers; text: string; body: Record<string, unknown> };

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Route = { pattern: RegExp; file: string };

const ROOT = "app/api/v1";

/** The routes there are, as Next finds them: by folder, the plain ones before those with a name in brackets. */
const ROUTES: Route[] = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("route.ts"))
  .map((path) => ({ file: path, pattern: patternOf(path.replace(/\/?route\.ts$/, "")) }))
  .sort((one, other) => one.file.split("[").length - other.file.split("[").length);

function patternOf(folder: string): RegExp {
  const source = folder.replace(/\[\[\.\.\.\w+\]\]/, ".*").replace(/\[(\w+)\]/g, "(?<$1>[^/]+)");
  return new RegExp(`^/?${source.replace(".json", "\\.json")}$`);
}

export async function makeClient(credits = 100): Promise<Client> {
  const walletId = await makeWallet();
  if (credits > 0) await grant(walletId, { sourceKey: newId(), credits });
  const { id, key } = await makeKey(walletId);
  return { walletId, key, keyId: id };
}

/** Calls the route handler of a path with a real Request, as Next would. Fails when the document knows no such answer. */
export async function call(path: string, init: RequestInit = {}): Promise<Heard> {
  const request = new Request(`http://localhost:3000/api/v1${path}`, init);
  const name = decodeURI(new URL(request.url).pathname.slice("/api/v1".length));
  const route = ROUTES.find(({ pattern }) => pattern.test(name));
  if (!route) throw new Error(`no route for ${path}`);
  const handlers: Record<string, Handler> = await import(/* @vite-ignore */ resolve(ROOT, route.file));
  const handler = handlers[request.method === "HEAD" ? "GET" : request.method];
  if (!handler) throw new Error(`no ${request.method} in ${route.file}`);
  const params = Promise.resolve({ ...route.pattern.exec(name)?.groups });
  const response = await handler(request, { params });
  const { status, headers } = response;
  const text = await response.text();
  const heard = { status, headers, text, body: text ? JSON.parse(text) : {} };
  expectDescribed(request.method, name, heard);
  return heard;
}

export function get(path: string, { key }: Pick<Client, "key">, headers: HeadersInit = {}): Promise<Heard> {
  return call(path, { headers: { Authorization: `Bearer ${key}`, ...headers } });
}

/** A POST of a JSON body with an Idempotency-Key, a new one where none is given. */
export function post(
  path: string,
  { key }: Pick<Client, "key">,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Heard> {
  return call(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      Authorization: `Bearer ${key}`,
      "Content-Type": "application/json",
      "Idempotency-Key": newId(),
      ...headers,
    },
  });
}
