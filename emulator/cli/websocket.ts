import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { isForeignPage, isLoopback } from "../http/origin";
import { readMessage } from "./frames";
import type { CliSession, Line } from "./session";
import type { CliSessions } from "./sessions";

/** The CLI refuses a server that does not name its protocol back. */
const PROTOCOL = "stripecli-devproxy-v1";
/** A CLI sends back what the app was sent and what it answered. */
const MAX_MESSAGE = 4_000_000;
const GOING_AWAY = 1001;

/** Answers the CLI's WebSocket on the emulator's own port. Returns what ends every line. */
export function acceptCli(server: Server, sessions: CliSessions): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => {});
    const session = sessionOf(request, sessions);
    if (session === null) return refuse(socket);
    sockets.handleUpgrade(request, socket, head, (open) => serve(open, session, sessions));
  });
  return () => {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  };
}

function sessionOf({ url, headers }: IncomingMessage, sessions: CliSessions): CliSession | null {
  if (!isLoopback(headers.host) || isForeignPage(headers.origin)) return null;
  if (!url?.startsWith("/subscribe/")) return null;
  return sessions.find(String(headers["websocket-id"] ?? ""));
}

/** The words by which the CLI knows that it must ask for a new session, as after a restart of ours. */
function refuse(socket: Duplex): void {
  const body = JSON.stringify({ error: { message: "Unknown WebSocket ID." } });
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Pings are answered by `ws` itself; a CLI that hears no answer for ten seconds comes again. */
function serve(socket: WebSocket, session: CliSession, sessions: CliSessions): void {
  const line: Line = {
    send: (text) => socket.send(text),
    close: () => socket.close(GOING_AWAY),
  };
  socket.on("error", () => socket.terminate());
  socket.on("message", (data) => {
    const said = readMessage(data.toString());
    if (said !== null) session.hear(said);
  });
  socket.on("close", () => sessions.disconnect(session, line));
  sessions.connect(session, line);
}
