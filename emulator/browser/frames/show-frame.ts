import type { FrameSetup } from "../shared/messages";
import { textsOf } from "../shared/texts";
import { applyAppearance, loadFonts } from "./appearance";
import { h } from "./dom";
import { tell } from "./port";

let fontsLoaded = false;

/** Puts content into the frame with the page's looks; null shows grey bars in the place of what is coming. */
export function showFrame(setup: FrameSetup, content: HTMLElement | null): void {
  document.documentElement.lang = setup.locale;
  applyAppearance(setup.appearance);
  if (!fontsLoaded) loadFonts(setup.fonts);
  fontsLoaded = true;
  const root = document.getElementById("root");
  root?.replaceChildren(content ?? skeleton(textsOf(setup.locale).loading));
  // Browsers do not draw frames that are out of sight, so nobody would observe this.
  reportHeight();
}

function skeleton(label: string): HTMLElement {
  const bars = ["wide", "half", "half", "wide"].map((size) => h("div", { class: `Bone Bone--${size}` }));
  return h("div", { class: "Skeleton", role: "status", "aria-label": label }, ...bars);
}

/** Keeps the page informed of the content's height, focus and keys that mean something to it. */
export function watchFrame(): void {
  const root = document.getElementById("root");
  if (!root) return;
  new ResizeObserver(reportHeight).observe(root);
  let focused = false;
  window.addEventListener("focusin", () => {
    if (!focused) tell("focus");
    focused = true;
  });
  window.addEventListener("focusout", (event) => {
    if (event.relatedTarget) return;
    focused = false;
    tell("blur");
  });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tell("escape");
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) tell("enter");
  });
}

function reportHeight(): void {
  tell("height", Math.ceil(document.getElementById("root")?.getBoundingClientRect().height ?? 0));
}
