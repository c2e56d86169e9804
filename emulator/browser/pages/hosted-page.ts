import { html } from "hono/html";
import type { PendingAction } from "../deps";
import { formatAmount } from "../shared/format-amount";
import { pageTexts } from "./page-texts";

type Html = ReturnType<typeof html>;

/** A whole page of the emulator. `framed` pages sit in the challenge sheet and have its script. */
function page(locale: string, title: string, classes: string, content: Html): Html {
  const script = html`<script src="/endive/challenge-page.js" defer></script>`;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/endive/pages.css">
${classes.includes("framed") ? script : ""}
</head>
<body class="${classes}"><main>${content}</main></body>
</html>`;
}

function facts(action: PendingAction, locale: string): Html {
  const texts = pageTexts(locale);
  const amount =
    action.amount === null || action.currency === null
      ? ""
      : html`<dt>${texts.amount}</dt><dd>${formatAmount(action.amount, action.currency, locale)}</dd>`;
  return html`<dl><dt>${texts.merchant}</dt><dd>${action.merchant}</dd>${amount}
<dt>${texts.reference}</dt><dd class="reference">${action.intentId}</dd></dl>`;
}

/** The bank's page with Stripe's two test buttons. */
export function challengePage(action: PendingAction, locale: string, framed: boolean): Html {
  const texts = pageTexts(locale);
  return page(
    locale,
    texts.threeDsTitle,
    framed ? "framed" : "",
    html`<div class="mark">${SHIELD}<span>${texts.threeDsTitle}</span></div>
<h1>${texts.threeDsHeading}</h1><p class="muted">${texts.threeDsLead}</p>${facts(action, locale)}
<p class="note">${texts.threeDsNote}</p>
<form method="post">
<button class="primary" id="test-source-authorize-3ds" name="outcome" value="complete">${texts.complete}</button>
<button id="test-source-fail-3ds" name="outcome" value="fail">${texts.fail}</button></form>`,
  );
}

export function alipayPage(action: PendingAction, locale: string): Html {
  const texts = pageTexts(locale);
  return page(
    locale,
    texts.alipayTitle,
    "alipay",
    html`<div class="mark">${WALLET}<span>Alipay 支付宝</span></div>
<h1>${texts.alipayHeading}</h1><p class="muted">${texts.alipayLead}</p>${facts(action, locale)}
<p class="note">${texts.alipayNote}</p>
<form method="post">
<button class="primary" id="authorize-test-payment" name="outcome" value="complete">${texts.authorize}</button>
<button id="fail-test-payment" name="outcome" value="fail">${texts.refuse}</button></form>`,
  );
}

/** Said instead of a form when nothing waits: a second visit, a cancelled payment, a made-up address. */
export function overPage(locale: string, framed: boolean): Html {
  const texts = pageTexts(locale);
  const content = html`<h1>${texts.overTitle}</h1><p class="muted">${texts.overLead}</p>`;
  return page(locale, texts.overTitle, framed ? "framed answered" : "", content);
}

/** The framed page after an answer: its script tells the sheet to close. */
export function answeredPage(locale: string): Html {
  const { waiting } = pageTexts(locale);
  return page(locale, waiting, "framed answered", html`<p class="muted" role="status">${waiting}</p>`);
}

const SHIELD = html`<svg width="28" height="28" viewBox="0 0 28 28" fill="none" stroke="#0b6e4f" stroke-width="2" aria-hidden="true"><path d="M14 3l9 3.5v6.8c0 5.6-3.7 9.8-9 11.7-5.3-1.9-9-6.1-9-11.7V6.5z"/><path d="M10 14l3 3 5.5-6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const WALLET = html`<svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><rect width="28" height="28" rx="6" fill="#1677ff"/><path d="M6.5 9h15M14 5.5v7.5M8 13h11.5c-1.2 4-4 7.6-8.2 8.8-3.3.8-5.2-.7-5.2-2.4 0-2 2-3.2 4.6-2.5 3.5.9 6.7 2.5 11 4.3" fill="none" stroke="#fff" stroke-width="1.9" stroke-linecap="round"/></svg>`;
