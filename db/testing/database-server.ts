import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { type EmbeddedDatabase, startDatabase } from "../embedded";
import { makeTemporaryFolder } from "../embedded/place";
import { dismissWatchdog } from "../embedded/watchdog";
import { migrateDatabase } from "../migrate";

declare module "vitest" {
  export interface ProvidedContext {
    databaseServer: string;
  }
}

const PORT_FIRST = 5610;

/** One PostgreSQL per test run with a migrated template. It starts when the first file asks for a database. */
type TestServer = { folder: string; database: EmbeddedDatabase; admin: postgres.Sql };

/** vitest's global set-up: offers databases to the test files over loopback, and leaves nothing behind. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<TestServer> | undefined;
  const broker = createServer(async (request, response) => {
    // A file asks when it begins and when it ends: a connection kept in between may be closed just as it is used.
    response.setHeader("connection", "close");
    try {
      started ??= start();
      response.end(await serve(await started, request.method ?? "", request.url ?? ""));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  project.provide("databaseServer", await listen(broker));
  return async () => {
    broker.close();
    if (started) await end(await started);
  };
}

function listen(broker: Server): Promise<string> {
  return new Promise((resolve) => {
    const answer = () => resolve(`http://127.0.0.1:${(broker.address() as AddressInfo).port}`);
    broker.listen(0, "127.0.0.1", answer);
  });
}

async function start(): Promise<TestServer> {
  const folder = makeTemporaryFolder("topup-test-");
  const database = await startDatabase({ folder, port: PORT_FIRST, durable: false });
  await migrateDatabase(database.url);
  const admin = postgres(database.url.replace(/topup$/, "postgres"), { max: 1, onnotice: () => {} });
  return { folder, database, admin };
}

/** POST makes a database and answers its address; DELETE /name removes it. One connection, so one at a time. */
async function serve({ admin, database }: TestServer, method: string, path: string): Promise<string> {
  if (method === "DELETE") {
    await admin`drop database if exists ${admin(path.slice(1))} with (force)`;
    return "";
  }
  const name = `test_${randomBytes(6).toString("hex")}`;
  await admin`create database ${admin(name)} template topup`;
  return database.url.replace(/topup$/, name);
}

async function end({ folder, database, admin }: TestServer): Promise<void> {
  await admin.end({ timeout: 5 });
  await database.destroy();
  await dismissWatchdog();
  rmSync(folder, { recursive: true, force: true });
}
