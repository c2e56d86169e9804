import { Html, html } from "./html";
import { STYLE } from "./style";

/** A whole page of the console. */
export function layout(title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Stripe emulator</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header><div><strong>Stripe emulator</strong><span>Test mode: no money moves</span>
<nav><a href="/">Overview</a><a href="/#cards">Test cards</a><a href="/_emulator/state">State as JSON</a></nav></div></header>
<main>${content}</main>
</body>
</html>`.text;
}

/** Headers of every page: no script runs here, and no other page may frame it. */
export const PAGE_HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "Cache-Control": "no-store",
  "Referrer-Policy": "same-origin",
};

/** A state as a word with a dot of colour. */
export function stateWord(state: string): Html {
  const good = ["succeeded", "delivered", "enabled", "connected", "acknowledged"];
  const bad = ["failed", "canceled"];
  const tone = good.includes(state) ? "good" : bad.includes(state) ? "bad" : "wait";
  return html`<span class="state ${tone}">${state.replaceAll("_", " ")}</span>`;
}

/** A moment, exact on hover. */
export function moment(ms: number): Html {
  const date = new Date(ms);
  return html`<time datetime="${date.toISOString()}" title="${date.toISOString()}">${date.toISOString().slice(11, 19)}</time>`;
}

/** The rows of a table, or a sentence when there are none. */
export function table(heads: readonly string[], rows: readonly Html[], empty: string): Html {
  if (rows.length === 0) return html`<div class="box"><p class="empty">${empty}</p></div>`;
  const cells = heads.map((head) => html`<th scope="col">${head}</th>`);
  return html`<div class="box"><table><thead><tr>${cells}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
