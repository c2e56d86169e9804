import type { DeliveryFault, Faults } from "../faults/faults";
import { type Html, html } from "./html";

/** The switches for deliveries; faults of API calls are set by POST /_emulator/faults and shown here. */
export function faultsForm(faults: Faults): Html {
  const now = faults.deliveries ?? {};
  const check = (name: string, words: string, on: boolean) =>
    html`<label><input type="checkbox" name="${name}" ${on ? "checked" : ""}> ${words}</label>`;
  const calls = faults.calls.map((one) => html`<code>${JSON.stringify(one)}</code> `);
  return html`<div class="box"><form class="row" method="post" action="/_emulator/console/faults">
<label>Send again <input type="number" name="duplicate" min="0" max="20" value="${now.duplicate ?? 0}"> times</label>
${check("secondId", "under a second event id", now.secondId === true)}
${check("reorder", "Newest first", now.reorder === true)}
${check("drop", "Drop all", now.drop === true)}
<label>Delay by <input type="number" name="delayMs" min="0" max="600000" value="${now.delayMs ?? 0}"> ms</label>
<label>Only types <input type="text" name="types" placeholder="charge.*, refund.created" value="${(now.types ?? []).join(", ")}"></label>
<button class="main">Apply to deliveries</button></form></div>
${calls.length === 0 ? "" : html`<p>Waiting for API calls: ${calls}</p>`}
<form class="row" method="post" action="/_emulator/console/faults/clear"><button>Clear all faults</button></form>`;
}

/** Reads the form above. */
export function faultFromForm(form: FormData): DeliveryFault | null {
  const number = (name: string, most: number) =>
    Math.min(most, Math.max(0, Math.trunc(Number(form.get(name) ?? 0)) || 0));
  const types = String(form.get("types") ?? "")
    .split(/[\s,]+/)
    .filter(Boolean);
  const fault: DeliveryFault = {
    duplicate: number("duplicate", 20),
    secondId: form.has("secondId"),
    reorder: form.has("reorder"),
    drop: form.has("drop"),
    delayMs: number("delayMs", 600_000),
    ...(types.length === 0 ? {} : { types }),
  };
  const any = fault.duplicate || fault.reorder || fault.drop || fault.delayMs;
  return any ? fault : null;
}
