import { textsOf } from "../shared/texts";
import { h } from "./dom";
import { tell } from "./port";

/**
 * The sheet around a bank's challenge page. The page itself is a frame of its own, named as Stripe names it. Closing
 * asks first: a payment must not end because someone pressed Escape.
 */
export function challengeFrame() {
  const query = new URLSearchParams(window.location.search);
  const locale = query.get("locale") ?? "en";
  const texts = textsOf(locale);
  const page = new URLSearchParams({ source: query.get("source") ?? "", locale, framed: "1" });
  const frame = h("iframe", {
    id: "challengeFrame",
    name: "stripe-challenge-frame",
    title: texts.threeDsTitle,
    class: "ChallengeFrame",
    src: `/_emulator/three-ds?${page}`,
  });
  const question = leaveQuestion(texts, () => frame.focus());
  const close = h("button", { type: "button", class: "SheetClose", "aria-label": texts.close }, "\u00d7");
  close.addEventListener("click", () => question.ask());
  window.addEventListener("message", (event) => {
    if (event.origin !== window.location.origin || event.source !== frame.contentWindow) return;
    const { challenge, value } = (event.data ?? {}) as { challenge?: string; value?: number };
    if (challenge === "answered") tell("answered");
    if (challenge === "escape") question.ask();
    if (challenge === "height") frame.style.setProperty("--page-height", `${Number(value)}px`);
  });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape") question.ask();
  });
  return {
    show: () => {
      document.documentElement.lang = locale;
      document.body.classList.add("Backdrop");
      const sheet = h("div", { class: "Sheet" }, close, frame, question.root);
      document.getElementById("root")?.replaceChildren(sheet);
      frame.focus();
      return {};
    },
    escape: () => question.ask(),
  };
}

function leaveQuestion(texts: ReturnType<typeof textsOf>, back: () => void) {
  const stay = h("button", { type: "button", class: "Button Button--primary" }, texts.stay);
  const leave = h("button", { type: "button", class: "Button" }, texts.leave);
  const root = h(
    "div",
    { class: "LeaveQuestion", role: "alertdialog", "aria-labelledby": "leave-question", hidden: true },
    h("p", { id: "leave-question" }, texts.leaveQuestion),
    h("div", { class: "Buttons" }, leave, stay),
  );
  stay.addEventListener("click", () => {
    root.hidden = true;
    back();
  });
  leave.addEventListener("click", () => tell("left"));
  return {
    root,
    ask: () => {
      root.hidden = false;
      stay.focus();
    },
  };
}
