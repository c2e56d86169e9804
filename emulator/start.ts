import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { buildApp } from "./app";
import { acceptCli } from "./cli/websocket";
import { BILLING, type BillingSettings, type Settings } from "./context";
import { type Engine, openEngine, RETRY_DELAYS_MS } from "./emulator";
import { lockFolder } from "./store/lock";

export interface StartOptions {
  /** 0 takes a free port. */
  port: number;
  /** Where state is kept; null keeps it in memory. */
  folder: string | null;
  webhook?: Settings["webhook"];
  settleDelayMs?: number;
  retryDelaysMs?: readonly number[];
  billing?: BillingSettings;
  cliReconnectSeconds?: number;
}

export interface RunningEmulator {
  port: number;
  url: string;
  engine: Engine;
  close(): Promise<void>;
}

/** As at Stripe. */
const CLI_RECONNECT_SECONDS = 60;

/** Starts an emulator on 127.0.0.1; resolves when it accepts connections. */
export async function startEmulator(options: StartOptions): Promise<RunningEmulator> {
  const settings: Settings = {
    baseUrl: "",
    webhook: options.webhook ?? null,
    settleDelayMs: options.settleDelayMs ?? 1200,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    billing: { ...(options.billing ?? BILLING) },
    cliReconnectSeconds: options.cliReconnectSeconds ?? CLI_RECONNECT_SECONDS,
  };
  const unlock = options.folder === null ? () => {} : await lockFolder(options.folder);
  const engine = openEngine(options.folder, settings);
  const server = createServer(getRequestListener(buildApp(engine).fetch, { hostname: "127.0.0.1" }));
  const hangUp = acceptCli(server, engine.emulator.cli);
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options.port).catch((error: Error) => {
    engine.close();
    unlock();
    throw error;
  });
  settings.baseUrl = `http://127.0.0.1:${port}`;
  engine.resume();
  return { port, url: settings.baseUrl, engine, close: () => stop(server, engine, hangUp).then(unlock) };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server, engine: Engine, hangUp: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      engine.close();
      resolve();
    });
    hangUp();
    server.closeAllConnections();
  });
}
