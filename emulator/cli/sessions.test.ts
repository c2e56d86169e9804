import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { EventRecord } from "../store/records";
import { Store } from "../store/store";
import type { CliSession, Line } from "./session";
import { CliSessions } from "./sessions";

const folder = mkdtempSync(join(tmpdir(), "cli-sessions-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(): { store: Store; sessions: CliSessions } {
  const store = new Store(folder);
  return { store, sessions: new CliSessions(store) };
}

function makeLine(): Line & { sent: { event_payload: string; webhook_conversation_id: string }[] } {
  const sent: { event_payload: string; webhook_conversation_id: string }[] = [];
  return { sent, send: (text) => sent.push(JSON.parse(text)), close: () => {} };
}

function happen(store: Store, sessions: CliSessions, id: string): void {
  const event: EventRecord = {
    ...{ id, type: "customer.created", created: 1, object: { object: "customer" } },
    ...{ previous: null, request: null, deliveries: [] },
  };
  store.transaction(() => store.put("event", id, event));
  sessions.announce(id);
}

const told = (line: ReturnType<typeof makeLine>): string[] =>
  line.sent.map((one) => JSON.parse(one.event_payload).id);

it("an event waits for the line, and is told again on the next one until the CLI says that it has it", () => {
  const { store, sessions } = open();
  const session = store.transaction(() => sessions.open("laptop", null));
  happen(store, sessions, "evt_1");
  const first = makeLine();
  sessions.connect(session, first);
  expect(told(first)).toEqual(["evt_1", "evt_1"]);
  const [heard, lost] = first.sent.map((one) => one.webhook_conversation_id);
  session.hear({ type: "event_ack", webhook_conversation_id: heard ?? "" });
  sessions.disconnect(session, first);
  happen(store, sessions, "evt_2");
  const second = makeLine();
  sessions.connect(session, second);
  expect(told(second)).toEqual(["evt_1", "evt_2", "evt_2"]);
  expect(second.sent[0]?.webhook_conversation_id).toBe(lost);
  // The older line ends late: it must not take the newer one with it.
  sessions.disconnect(session, first);
  expect(session.connected).toBe(true);
  sessions.close();
  store.close();
});

it("a session and its secret outlive a restart", () => {
  const before = open();
  const session: CliSession = before.store.transaction(() => before.sessions.open("desktop", "http://x"));
  before.sessions.close();
  before.store.close();
  const after = open();
  after.sessions.resume();
  const found = after.sessions.find(session.record.id);
  expect([found?.record, found?.secret]).toEqual([session.record, session.secret]);
  const line = makeLine();
  if (found) after.sessions.connect(found, line);
  happen(after.store, after.sessions, "evt_3");
  expect(told(line)).toEqual(["evt_3", "evt_3"]);
  after.sessions.close();
  after.store.close();
});
