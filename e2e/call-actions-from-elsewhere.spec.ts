import { readFileSync } from "node:fs";
import { type APIRequestContext, expect, request, test } from "@playwright/test";
import { newId } from "@/lib/platform/ids";

type Action = { id: string; name: string; path: string };

/** Every server action of this build, with a page that can run it. A new one is in this list by itself. */
function listActions(): Action[] {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
  };
  return Object.entries(manifest.node).map(([id, { exportedName, workers }]) => ({
    id,
    name: exportedName,
    path: toPath(Object.keys(workers)[0] ?? ""),
  }));
}

/** "app/(shop)/orders/[orderId]/page" → "/orders/0190…" */
function toPath(worker: string): string {
  const parts = worker
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("));
  return `/${parts.map((part) => (part.startsWith("[") ? newId() : part)).join("/")}`;
}

/** Calls an action as the browser's script does, with an empty list of arguments. */
async function call(stranger: APIRequestContext, { id, path }: Action, headers: Record<string, string>) {
  const sent = { "next-action": id, "content-type": "text/plain;charset=UTF-8", accept: "text/x-component" };
  const answer = await stranger.post(path, { headers: { ...sent, ...headers }, data: "[]", maxRedirects: 0 });
  return { status: answer.status(), text: await answer.text() };
}

let stranger: APIRequestContext;
let ours = "";

test.beforeAll(async ({ baseURL }) => {
  stranger = await request.newContext({ baseURL: baseURL ?? "" });
  ours = new URL(baseURL ?? "").origin;
});

test.afterAll(() => stranger.dispose());

test("no action runs for a request that does not say where it comes from", async () => {
  const actions = listActions();
  expect(actions.length).toBeGreaterThan(20);
  for (const action of actions) {
    const { status, text } = await call(stranger, action, {});
    expect({ name: action.name, status }).toEqual({ name: action.name, status: 500 });
    expect(text, action.name).toContain("origin_missing");
    expect((await call(stranger, action, { origin: ours })).text, action.name).not.toContain(
      "origin_missing",
    );
  }
});

test("no action runs for a page of another site, or one that hides its origin", async () => {
  const actions = listActions();
  const headers: Record<string, string>[] = [
    { origin: "https://example.org" },
    { origin: "null", "sec-fetch-site": "cross-site" },
    { origin: "null" },
  ];
  for (const action of actions) {
    // Next refuses these before it looks the action up, with the same fault each time; ours gets further.
    const faults = await Promise.all(headers.map((sent) => call(stranger, action, sent)));
    expect(new Set(faults.map(({ status }) => status)), action.name).toEqual(new Set([500]));
    const [digest, ...others] = new Set(faults.map(({ text }) => digestOf(text)));
    expect(others, action.name).toEqual([]);
    expect(digest, action.name).toMatch(/^\d+$/);
    expect(digestOf((await call(stranger, action, { origin: ours })).text), action.name).not.toBe(digest);
  }
});

/** By what the browser may know a fault, or null when there was none. */
function digestOf(text: string): string | null {
  return /E\{"digest":"([^"]+)"\}/.exec(text)?.[1] ?? null;
}
