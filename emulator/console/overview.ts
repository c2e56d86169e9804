import type { TestCard } from "../cards/card";
import { COUNTRY_CARDS } from "../cards/countries";
import { TEST_CARDS } from "../cards/find-card";
import type { Emulator } from "../context";
import { deliveryState } from "../events/delivery-state";
import { decimalsOf } from "../payments/currencies";
import type { Delivery, EventRecord } from "../store/records";
import { cliListeners } from "./cli-listeners";
import { faultsForm } from "./faults-form";
import { type Html, html } from "./html";
import { moment, stateWord, table } from "./layout";

const SHOWN = 15;

/** The first page: what happened lately, what is switched on, and the cards to try. */
export function overview(emulator: Emulator): Html {
  const { store } = emulator;
  const payments = latest(store.newest("payment_intent")).map(
    (one) => html`<tr><td>${moment(one.created * 1000)}</td><td>${objectLink("payment_intent", one.id)}</td>
<td>${money(one.amount, one.currency)}</td><td>${stateWord(one.status)}</td><td>${one.last_payment_error?.code ?? ""}</td></tr>`,
  );
  const events = latest(store.newest("event")).map((event) => eventRow(emulator, event));
  const deliveries = latest(store.newest("delivery")).map((one) => deliveryRow(emulator, one));
  return html`<h1>Overview</h1>
<p>Stands in for Stripe on this machine. Events go to ${emulator.settings.webhook?.url ?? "no webhook: EMULATOR_WEBHOOK_URL is not set"}.</p>
<h2>Payments</h2>
${table(["Time (UTC)", "PaymentIntent", "Amount", "Status", "Last error"], payments, "No payment yet. Buy something in the app, or run: stripe trigger payment_intent.succeeded")}
<h2>Events</h2>
${table(["Time (UTC)", "Type", "Object", "Delivery", ""], events, "Nothing has happened yet.")}
<h2>Deliveries</h2>
${table(["Time (UTC)", "Event", "To", "State", "Tries", "Answer"], deliveries, "Nothing was delivered yet.")}
<h2>Stripe CLI</h2>
${cliListeners(emulator.cli)}
<h2>Other objects</h2>
${table(["Kind", "Count", "Newest"], otherObjects(emulator), "")}
<h2>Faults</h2>
${faultsForm(emulator.faults)}
<h2 id="cards">Test cards</h2>
<p>Any future date, any CVC, any postal code. A click selects a number.</p>
${cardGroups()}
<footer>Everything here is made up and stays on this machine.</footer>`;
}

function latest<T>(rows: Iterable<T>): T[] {
  const result: T[] = [];
  for (const row of rows) if (result.push(row) === SHOWN) break;
  return result;
}

function eventRow(emulator: Emulator, event: EventRecord): Html {
  return html`<tr><td>${moment(event.created * 1000)}</td><td><a href="/_emulator/console/events/${event.id}">${event.type}</a></td>
<td><code>${event.object.id}</code></td><td>${stateWord(deliveryState(emulator.store, event))}</td>
<td class="end">${resendForm(event.id)}</td></tr>`;
}

export function resendForm(event: string): Html {
  return html`<form method="post" action="/_emulator/console/events/${event}/resend"><button>Resend</button></form>`;
}

function deliveryRow(emulator: Emulator, one: Delivery): Html {
  const last = one.tries.at(-1);
  const type = emulator.store.get("event", one.event)?.type ?? one.event;
  return html`<tr><td>${last === undefined ? "" : moment(last.at)}</td><td><a href="/_emulator/console/events/${one.event}">${type}</a></td>
<td>${one.endpoint}</td><td>${stateWord(one.state)}</td><td>${one.tries.length}</td><td>${answerOf(one)}</td></tr>`;
}

export function answerOf(one: Delivery): string {
  const last = one.tries.at(-1);
  if (last === undefined) return "";
  return last.status === null ? last.body.slice(0, 80) : String(last.status);
}

const OTHERS = [
  "customer",
  "payment_method",
  "charge",
  "refund",
  "subscription",
  "invoice",
  "setup_intent",
  "test_clock",
  "balance_transaction",
  "webhook_endpoint",
] as const;

function otherObjects(emulator: Emulator): Html[] {
  return OTHERS.flatMap((name) => {
    const [newest] = emulator.store.newest(name);
    if (newest === undefined) return [];
    return html`<tr><td>${name.replaceAll("_", " ")}</td><td>${emulator.store.count(name)}</td><td>${objectLink(name, newest.id)}</td></tr>`;
  });
}

function objectLink(kind: string, id: string): Html {
  return html`<a href="/_emulator/console/objects/${kind}/${id}"><code>${id}</code></a>`;
}

function money(minor: number, currency: string): string {
  const digits = decimalsOf(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency.toUpperCase()}`;
}

function cardGroups(): Html[] {
  const typed = TEST_CARDS.filter((card) => card.tokenOnly !== true);
  const groups: [string, (card: TestCard) => boolean][] = [
    ["Asks for 3D Secure", (card) => !["none", "not_supported"].includes(card.threeDSecure)],
    ["Is refused", (card) => card.threeDSecure === "none" && card.decline !== undefined],
    [
      "Carries a risk, or something happens later",
      (card) => card.risk !== undefined || card.checks !== undefined || card.aftermath !== undefined,
    ],
    ["Works, by country", (card) => COUNTRY_CARDS.includes(card)],
    ["Works", () => true],
  ];
  const left = new Set(typed);
  const drawn = groups.map(([title, belongs]) => {
    const mine = [...left].filter(belongs);
    for (const card of mine) left.delete(card);
    const rows = mine.map(
      (card) =>
        html`<tr><td><code>${card.number}</code></td><td>${card.brand} · ${card.country} · ${card.funding}</td><td>${effectOf(card)}</td></tr>`,
    );
    const open = title === "Works, by country" ? "" : "open";
    return html`<details class="box" ${open}><summary>${title} (${mine.length})</summary><table><tbody>${rows}</tbody></table></details>`;
  });
  return [...drawn.slice(-1), ...drawn.slice(0, -1)];
}

function effectOf(card: TestCard): string {
  const words = [card.threeDSecure === "none" ? "" : `3D Secure: ${card.threeDSecure}`];
  if (card.decline !== undefined) words.push(`declined: ${card.decline.declineCode ?? card.decline.code}`);
  if (card.risk !== undefined) words.push(`risk: ${card.risk}`);
  for (const [name, result] of Object.entries(card.checks ?? {})) words.push(`${name} check: ${result}`);
  if (card.aftermath !== undefined) words.push(`later: ${card.aftermath}`);
  return words.filter(Boolean).join(", ").replaceAll("_", " ") || "succeeds";
}
