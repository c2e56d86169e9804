import { Hono } from "hono";
import { resend } from "../api/events";
import type { Emulator } from "../context";
import { deliveriesOf } from "../events/delivery-state";
import { renderEvent } from "../events/render-event";
import { TABLE_NAMES, type TableName } from "../store/tables";
import { heardBy } from "./cli-listeners";
import { faultFromForm } from "./faults-form";
import { type Html, html } from "./html";
import { layout, moment, PAGE_HEADERS, stateWord, table } from "./layout";
import { overview, resendForm } from "./overview";

const HIDDEN: readonly TableName[] = [
  "card_secret",
  "bank_account",
  "token_note",
  "saved_answer",
  "cli_device",
  "cli_session",
];

/** The page at `/`: what happened, in a browser, without script. */
export function consoleRoutes(emulator: Emulator): Hono {
  const { store, faults } = emulator;
  const app = new Hono();
  app.get("/", (c) => c.body(layout("Overview", overview(emulator)), 200, PAGE_HEADERS));
  app.get("/_emulator/console/events/:id", (c) => {
    const page = eventPage(emulator, c.req.param("id"));
    return page === null ? c.notFound() : c.body(layout("Event", page), 200, PAGE_HEADERS);
  });
  app.post("/_emulator/console/events/:id/resend", (c) => {
    const event = store.get("event", c.req.param("id"));
    if (event === undefined) return c.notFound();
    store.transaction(() => resend({ emulator, request: null }, event));
    return c.redirect(`/_emulator/console/events/${event.id}`, 303);
  });
  app.get("/_emulator/console/objects/:table/:id", (c) => {
    const { table: name, id } = c.req.param();
    const kind = TABLE_NAMES.find((one) => one === name && !HIDDEN.includes(one));
    const found = kind === undefined ? undefined : store.get(kind, id);
    if (found === undefined) return c.notFound();
    const content = html`<h1>${id}</h1><p>${name.replaceAll("_", " ")}</p><div class="box"><pre>${JSON.stringify(found, null, 2)}</pre></div>`;
    return c.body(layout(id, content), 200, PAGE_HEADERS);
  });
  app.post("/_emulator/console/faults", async (c) => {
    faults.deliveries = faultFromForm(await c.req.formData());
    return c.redirect("/", 303);
  });
  app.post("/_emulator/console/faults/clear", (c) => {
    faults.clear();
    return c.redirect("/", 303);
  });
  return app;
}

function eventPage(emulator: Emulator, id: string): Html | null {
  const { store } = emulator;
  const event = store.get("event", id);
  if (event === undefined) return null;
  const tries = deliveriesOf(store, event).flatMap((delivery) =>
    delivery.tries.map(
      (one) => html`<tr><td>${moment(one.at)}</td><td>${delivery.endpoint}</td>
<td>${stateWord(one.status !== null && one.status < 300 ? "succeeded" : "failed")}</td><td>${one.status ?? "no answer"}</td><td>${one.body.slice(0, 120)}</td></tr>`,
    ),
  );
  return html`<h1>${event.type}</h1><p><code>${event.id}</code> · ${new Date(event.created * 1000).toISOString()}</p>
${resendForm(event.id)}
<h2>Tries</h2>
${table(["Time (UTC)", "To", "Result", "Status", "Answer"], tries, "Not tried yet, or nobody listens to this type.")}
${heardBy(emulator.cli, event.id)}
<h2>Payload</h2>
<div class="box"><pre>${JSON.stringify(renderEvent(store, event, null), null, 2)}</pre></div>`;
}
