import { findHolder } from "../run/hold-folder";

const PORT_DEFAULT = "3000";

/** Where events are to go, and what stands there now. */
export type Target = { url: string; server: "dev" | "production" | "none"; emulator: string | null };

/**
 * The webhook of the server that runs on this data folder, at the port it really got; without one, of the server that
 * `npm run dev` would start. Always 127.0.0.1: beside stand-ins the app listens nowhere else.
 */
export function findTarget(folder: string, path: string, port = PORT_DEFAULT): Target {
  const holder = findHolder(folder);
  const running = holder?.address ?? null;
  const at = running === null ? port : new URL(running).port;
  const server = running === null ? "none" : holder?.command === "npm run dev" ? "dev" : "production";
  return { url: `http://127.0.0.1:${at}${path}`, server, emulator: holder?.emulator ?? null };
}
