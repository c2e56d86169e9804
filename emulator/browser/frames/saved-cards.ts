import { fill, type Texts } from "../shared/texts";
import { BRAND_ICONS, BRAND_NAMES } from "./brand-icons";
import { h, icon } from "./dom";
import type { SavedCard } from "./session";

export type SavedCards = { root: HTMLElement; selected(): SavedCard | undefined };

/** The customer's stored cards as a list to pick from; the newest is picked to begin with. */
export function savedCards(cards: SavedCard[], texts: Texts, onChange: () => void): SavedCards {
  let chosen = cards[0];
  const rows = cards.map((card) => {
    const input = h("input", { type: "radio", name: "savedCard", value: card.id, class: "RadioInput" });
    input.checked = card === chosen;
    input.addEventListener("change", () => {
      chosen = card;
      onChange();
    });
    const brand = isBrand(card.brand) ? card.brand : "unknown";
    const year = String(card.exp_year).slice(-2);
    const date = `${String(card.exp_month).padStart(2, "0")}/${year}`;
    return h(
      "label",
      { class: "SavedCard" },
      input,
      icon(BRAND_ICONS[brand], "BrandIcon"),
      h("span", { class: "SavedCard-name" }, `${BRAND_NAMES[brand]} •••• ${card.last4}`),
      h("span", { class: "SavedCard-expiry" }, fill(texts.expires, { date })),
    );
  });
  const root = h("div", { class: "SavedCards", role: "radiogroup", "aria-label": texts.saved }, ...rows);
  return { root, selected: () => chosen };
}

function isBrand(name: string): name is keyof typeof BRAND_ICONS {
  return name in BRAND_ICONS;
}
