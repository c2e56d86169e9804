import type { Conversation } from "../cli/frames";
import type { CliSession } from "../cli/session";
import type { CliSessions } from "../cli/sessions";
import { type Html, html } from "./html";
import { moment, stateWord, table } from "./layout";

const SHOWN = 15;
const HEADS = ["Time (UTC)", "Event", "Rendered in", "State", "Forwarded to", "Answer"];

/** Who listens with the Stripe CLI, and what was lately forwarded there. */
export function cliListeners(sessions: CliSessions): Html {
  const rows = sessions.all().map(
    (one) => html`<tr><td>${one.record.device}</td><td>${stateWord(one.connected ? "connected" : "away")}</td>
<td>${one.record.forwardTo ?? "nowhere: it prints"}</td><td>${one.conversations.size}</td></tr>`,
  );
  const told = sessions
    .all()
    .flatMap((one) => [...one.conversations.values()].reverse().map(conversationRow));
  return html`${table(["Machine", "Line", "Forwards to", "Messages"], rows, "Nobody. Start one with: npm run stripe:listen")}
${told.length === 0 ? "" : table(HEADS, told.slice(0, SHOWN), "")}`;
}

/** What each CLI said of one event. */
export function heardBy(sessions: CliSessions, event: string): Html {
  const of = (one: CliSession) => [...one.conversations.values()].filter((told) => told.event === event);
  const rows = sessions.all().flatMap(of).map(conversationRow);
  return rows.length === 0 ? html`` : html`<h2>Stripe CLI</h2>${table(HEADS, rows, "")}`;
}

function conversationRow({ sentAt, event, type, apiVersion, acknowledged, answer }: Conversation): Html {
  const state = acknowledged ? "acknowledged" : sentAt === null ? "waiting" : "sent";
  return html`<tr><td>${sentAt === null ? "" : moment(sentAt)}</td>
<td><a href="/_emulator/console/events/${event}">${type}</a></td><td>${apiVersion ?? "the account's version"}</td>
<td>${stateWord(state)}</td><td>${answer?.url ?? ""}</td><td>${answer?.status ?? ""}</td></tr>`;
}
