import { h } from "./dom";

/** One way to pay, as a tab or an accordion item. */
export type Method = { value: string; label: string; icon: Element; panel: HTMLElement };
export type Layout = { type: "tabs" | "accordion"; radios: boolean; spaced: boolean };

export type Chooser = { root: HTMLElement; select(value: string | null): void };

/**
 * Shows the methods so that one is open at a time. One method alone needs no choosing and is shown bare in tabs,
 * as Stripe does. Panels stay in the document while hidden, so nothing typed is lost by looking around.
 */
export function chooser(
  methods: Method[],
  layout: Layout,
  label: string,
  onSelect: (value: string) => void,
): Chooser {
  const only = methods.length === 1 ? methods[0] : undefined;
  if (only) return { root: h("div", { class: "Bare" }, only.panel), select: () => {} };
  return layout.type === "tabs"
    ? tabs(methods, label, onSelect)
    : accordion(methods, layout, label, onSelect);
}

function tabs(methods: Method[], label: string, onSelect: (value: string) => void): Chooser {
  const buttons = methods.map((method) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `${method.value}-tab`,
        value: method.value,
        class: "Tab",
        "data-testid": method.value,
        "aria-controls": `${method.value}-panel`,
      },
      h("span", { class: "TabIcon" }, method.icon),
      h("span", { class: "TabLabel" }, method.label),
    ),
  );
  for (const method of methods) {
    method.panel.id = `${method.value}-panel`;
    method.panel.setAttribute("role", "tabpanel");
    method.panel.setAttribute("aria-labelledby", `${method.value}-tab`);
  }
  const list = h("div", { class: "Tabs", role: "tablist", "aria-label": label }, ...buttons);
  for (const button of buttons) button.addEventListener("click", () => onSelect(button.value));
  list.addEventListener("keydown", (event) => moveWithArrows(event, buttons, onSelect));
  return {
    root: h("div", {}, list, ...methods.map((method) => method.panel)),
    select: (value) => {
      for (const button of buttons) {
        const selected = button.value === value;
        button.setAttribute("aria-selected", String(selected));
        button.classList.toggle("Tab--selected", selected);
        button.tabIndex = selected || (value === null && button === buttons[0]) ? 0 : -1;
      }
      for (const method of methods) method.panel.hidden = method.value !== value;
    },
  };
}

function accordion(
  methods: Method[],
  layout: Layout,
  label: string,
  onSelect: (value: string) => void,
): Chooser {
  const items = methods.map((method) => {
    method.panel.id = `${method.value}-panel`;
    const button = h(
      "button",
      {
        type: "button",
        id: `${method.value}-tab`,
        value: method.value,
        class: "AccordionButton",
        "data-testid": `${method.value}-accordion-item-button`,
        "aria-controls": `${method.value}-panel`,
      },
      layout.radios ? h("span", { class: "RadioIcon", "aria-hidden": "true" }) : null,
      h("span", { class: "TabIcon" }, method.icon),
      h("span", { class: "TabLabel" }, method.label),
    );
    button.addEventListener("click", () => onSelect(method.value));
    const testId = `${method.value}-accordion-item`;
    const root = h("div", { class: "AccordionItem", "data-testid": testId }, button, method.panel);
    return { method, button, root };
  });
  const classes = `Accordion${layout.spaced ? " Accordion--spaced" : ""}`;
  return {
    root: h("div", { class: classes, role: "group", "aria-label": label }, ...items.map((item) => item.root)),
    select: (value) => {
      for (const { method, button, root } of items) {
        const selected = method.value === value;
        button.setAttribute("aria-expanded", String(selected));
        root.classList.toggle("AccordionItem--selected", selected);
        method.panel.hidden = !selected;
      }
    },
  };
}

function moveWithArrows(
  event: KeyboardEvent,
  buttons: HTMLButtonElement[],
  onSelect: (value: string) => void,
): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const at = buttons.findIndex((button) => button.matches(":focus"));
  if (!step || at < 0) return;
  event.preventDefault();
  const next = buttons[(at + step + buttons.length) % buttons.length];
  next?.focus();
  if (next) onSelect(next.value);
}
