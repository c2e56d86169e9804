import { textsOf } from "../shared/texts";
import { h } from "./dom";
import { tell } from "./port";

/** What a wallet would tell about its owner. */
export const OWNER = {
  name: "Jenny Rosen",
  email: "jenny.rosen@example.com",
  phone: "+18008675309",
  address: {
    line1: "510 Townsend St",
    line2: null,
    city: "San Francisco",
    state: "CA",
    postal_code: "94103",
    country: "US",
  },
};

/** The sheet of a test wallet: pays with its one card, or goes away. */
export function walletFrame() {
  const query = new URLSearchParams(window.location.search);
  const locale = query.get("locale") ?? "en";
  const texts = textsOf(locale);
  const pay = h(
    "button",
    { type: "button", class: "Button Button--primary", id: "test-wallet-pay" },
    query.get("pay") ?? texts.walletTitle,
  );
  const cancel = h("button", { type: "button", class: "Button", id: "test-wallet-cancel" }, texts.cancel);
  pay.addEventListener("click", () => tell("paid", OWNER));
  cancel.addEventListener("click", () => tell("left"));
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tell("left");
  });
  return {
    show: () => {
      document.documentElement.lang = locale;
      document.body.classList.add("Backdrop");
      const sheet = h(
        "div",
        { class: "Sheet Sheet--wallet" },
        h("h1", {}, texts.walletTitle),
        h("p", { class: "Muted" }, texts.walletNote),
        h("p", {}, `${OWNER.name} · Visa •••• 4242`),
        h("div", { class: "Buttons" }, cancel, pay),
      );
      document.getElementById("root")?.replaceChildren(sheet);
      pay.focus();
      return {};
    },
    escape: () => tell("left"),
  };
}
