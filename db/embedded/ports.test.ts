import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { findFreePort } from "./ports";

const FIRST = 3160;
let squatters: Server[] = [];

function squat(port: number, host: string): Promise<void> {
  const server = createServer();
  squatters.push(server);
  return new Promise((resolve) => server.listen({ port, host }, resolve));
}

afterEach(async () => {
  for (const server of squatters) await new Promise((resolve) => server.close(resolve));
  squatters = [];
});

test.each(["127.0.0.1", "::1", "0.0.0.0", "::"])("a port taken on %s is passed over", async (host) => {
  const free = await findFreePort(FIRST);
  await squat(free, host);
  expect(await findFreePort(free)).toBeGreaterThan(free);
});

test("a port that is meant for something else of ours is passed over", async () => {
  const free = await findFreePort(FIRST);
  expect(await findFreePort(free, [free])).toBeGreaterThan(free);
});
