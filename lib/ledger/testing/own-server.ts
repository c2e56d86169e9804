import { afterAll, beforeAll } from "vitest";
import { OwnServer } from "@/db/testing/own-server";

const PORT_FIRST = 5640;
const TIMEOUT_MS = 120_000;

/** Gives a test file a PostgreSQL of its own, to which `DATABASE_URL` points. */
export function useOwnServer(): () => OwnServer {
  let server: OwnServer | undefined;
  beforeAll(async () => {
    server = await OwnServer.start("topup-proof-", PORT_FIRST);
  }, TIMEOUT_MS);
  afterAll(async () => server?.destroy(), TIMEOUT_MS);
  return () => {
    if (!server) throw new Error("the server has not started");
    return server;
  };
}
