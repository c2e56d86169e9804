import type { CardBrand } from "../shared/card-brand";

const plate = (fill: string, inner: string, stroke = "") =>
  `<svg viewBox="0 0 24 16" width="24" height="16"><rect x=".5" y=".5" width="23" height="15" rx="2.5" fill="${fill}"${stroke && ` stroke="${stroke}"`}/>${inner}</svg>`;

const word = (text: string, fill: string, size: number, y = 10.6) =>
  `<text x="12" y="${y}" text-anchor="middle" font-family="Arial, Helvetica, sans-serif" font-size="${size}" font-weight="700" fill="${fill}">${text}</text>`;

/** Our own plain marks: enough to recognise a card network, drawn from no one's artwork. */
export const BRAND_ICONS: Record<CardBrand, string> = {
  visa: plate("#fff", `<g font-style="italic">${word("VISA", "#1a1f71", 7)}</g>`, "#d9dce3"),
  mastercard: plate(
    "#fff",
    '<circle cx="9.6" cy="8" r="4.2" fill="#eb001b"/><circle cx="14.4" cy="8" r="4.2" fill="#f79e1b"/>' +
      '<path d="M12 4.55a4.2 4.2 0 0 1 0 6.9 4.2 4.2 0 0 1 0-6.9z" fill="#ff5f00"/>',
    "#d9dce3",
  ),
  amex: plate("#1f72cd", word("AMEX", "#fff", 6.2, 10.2)),
  discover: plate(
    "#fff",
    `${word("DISC", "#231f20", 5.6, 9)}<path d="M6 15.4c8-1 14-4 17.5-7v5a2 2 0 0 1-2 2z" fill="#f48120"/>`,
    "#d9dce3",
  ),
  diners: plate(
    "#0079be",
    '<circle cx="12" cy="8" r="5" fill="#fff"/><circle cx="12" cy="8" r="3.9" fill="#0079be"/>' +
      '<path d="M10.8 5.2v5.6a3 3 0 0 1 0-5.6zM13.2 5.2a3 3 0 0 1 0 5.6z" fill="#fff"/>',
  ),
  jcb: plate(
    "#fff",
    '<rect x="4.5" y="3" width="4.4" height="10" rx="1.6" fill="#0e4c96"/><rect x="9.8" y="3" width="4.4" height="10" rx="1.6" fill="#e21836"/>' +
      '<rect x="15.1" y="3" width="4.4" height="10" rx="1.6" fill="#007b40"/>',
    "#d9dce3",
  ),
  unionpay: plate(
    "#fff",
    '<path d="M6 2.5h5l-2.4 11h-5z" fill="#e21836"/><path d="M10.6 2.5h5l-2.4 11h-5z" fill="#00447c"/>' +
      '<path d="M15.2 2.5h5.2l-2.4 11h-5.2z" fill="#007b84"/>',
    "#d9dce3",
  ),
  unknown: plate(
    "none",
    '<rect x="1" y="4" width="22" height="3" fill="currentColor" opacity=".55"/><rect x="3.5" y="10" width="7" height="1.6" rx=".8" fill="currentColor" opacity=".55"/>',
    "currentColor",
  ),
};

export const BRAND_NAMES: Record<CardBrand, string> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  discover: "Discover",
  diners: "Diners Club",
  jcb: "JCB",
  unionpay: "UnionPay",
  unknown: "",
};

/** The back of a card with the place of its code marked; on Amex it is on the front. */
export const CVC_ICON =
  '<svg viewBox="0 0 24 16" width="24" height="16"><rect x=".5" y=".5" width="23" height="15" rx="2.5" fill="none" stroke="currentColor"/>' +
  '<rect x="1" y="3.2" width="22" height="3" fill="currentColor" opacity=".55"/><rect x="13" y="8.6" width="8" height="4.4" rx="1.2" fill="none" stroke="currentColor"/>' +
  '<circle cx="15" cy="10.8" r=".7" fill="currentColor"/><circle cx="17" cy="10.8" r=".7" fill="currentColor"/><circle cx="19" cy="10.8" r=".7" fill="currentColor"/></svg>';

export const CARD_ICON =
  '<svg viewBox="0 0 20 16" width="20" height="16"><rect x=".75" y="1.25" width="18.5" height="13.5" rx="2.5" fill="none" stroke="currentColor" stroke-width="1.5"/>' +
  '<rect x="1" y="4.5" width="18" height="3" fill="currentColor"/><rect x="3.5" y="10.2" width="5" height="1.5" rx=".75" fill="currentColor"/></svg>';

export const ALIPAY_ICON =
  '<svg viewBox="0 0 20 16" width="20" height="16"><rect x="2" width="16" height="16" rx="3.2" fill="#1677ff"/>' +
  '<path d="M5.4 5h9.2M10 3v4.6M6.3 7.6h7c-.7 2.4-2.4 4.6-5 5.3-2 .5-3.1-.4-3.1-1.4 0-1.2 1.2-1.9 2.8-1.5 2.1.5 4 1.5 6.6 2.6" fill="none" stroke="#fff" stroke-width="1.2" stroke-linecap="round"/></svg>';

export const SAVED_ICON =
  '<svg viewBox="0 0 20 16" width="20" height="16"><path d="M6 1.5h8v12.2l-4-2.9-4 2.9z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/></svg>';

/** Leaving this page for another: shown beside the note about the redirect. */
export const REDIRECT_ICON =
  '<svg viewBox="0 0 48 40" width="48" height="40" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round">' +
  '<rect x="2" y="4" width="36" height="30" rx="4"/><path d="M2 12h36M7 8h.01M11 8h.01M15 8h.01"/><path d="M24 23h21m-6-6 6 6-6 6"/></svg>';
