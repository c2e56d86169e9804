import { h } from "./dom";

export type FieldOptions = {
  name: string;
  label: string;
  placeholder?: string;
  autocomplete: string;
  inputmode?: string;
  value?: string;
  required?: boolean;
  maxlength?: number;
};

type Control = HTMLInputElement | HTMLSelectElement;

/** A labelled control with its error line below, tied together for those who listen instead of look. */
export type Field = {
  root: HTMLElement;
  control: Control;
  /** Where icons go, over the end of the control. */
  adornment: HTMLElement;
  showError(text: string | null): void;
  hasError(): boolean;
};

export function textField(options: FieldOptions): Field & { control: HTMLInputElement } {
  const control = h("input", {
    type: options.name === "email" ? "email" : options.name === "phone" ? "tel" : "text",
    class: "Input",
    inputmode: options.inputmode,
    placeholder: options.placeholder,
    maxlength: options.maxlength ? String(options.maxlength) : undefined,
    autocorrect: "off",
    autocapitalize: "off",
    spellcheck: "false",
    dir: "ltr",
  });
  control.value = options.value ?? "";
  return { ...assemble(control, options), control };
}

export function selectField(
  options: FieldOptions,
  choices: { code: string; name: string }[],
): Field & { control: HTMLSelectElement } {
  const control = h("select", { class: "Input Input--select" });
  for (const choice of choices) control.append(h("option", { value: choice.code }, choice.name));
  control.value = options.value ?? "";
  return { ...assemble(control, options), control };
}

function assemble(control: Control, options: FieldOptions): Omit<Field, "control"> & { control: Control } {
  const id = `Field-${options.name}Input`;
  const errorId = `Field-${options.name}Error`;
  control.id = id;
  control.name = options.name;
  control.setAttribute("autocomplete", options.autocomplete);
  control.setAttribute("aria-required", String(options.required !== false));
  control.setAttribute("aria-invalid", "false");
  control.setAttribute("aria-describedby", errorId);
  const error = h("p", { id: errorId, class: "Error", role: "alert", hidden: true });
  const adornment = h("div", { class: "Adornment" });
  const root = h(
    "div",
    { class: `Field Field--${options.name}` },
    h("label", { class: "Label", for: id }, options.label),
    h("div", { class: "Control" }, control, adornment),
    error,
  );
  return {
    root,
    control,
    adornment,
    showError: (text) => {
      error.textContent = text ?? "";
      error.hidden = text === null;
      control.setAttribute("aria-invalid", String(text !== null));
      control.classList.toggle("Input--invalid", text !== null);
      root.classList.toggle("Field--invalid", text !== null);
    },
    hasError: () => !error.hidden,
  };
}
