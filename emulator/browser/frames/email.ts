import type { FrameSetup } from "../shared/messages";
import { faultText, textsOf } from "../shared/texts";
import type { FieldFault } from "../shared/validate-card";
import { h } from "./dom";
import { type Field, textField } from "./field";
import { tell } from "./port";
import { showFrame } from "./show-frame";

/** The Link Authentication Element: an e-mail address. */
class EmailFrame {
  private field: Field | null = null;
  private locale = "en";

  start = async (setup: FrameSetup) => {
    const defaults = setup.options.defaultValues as { email?: string } | undefined;
    this.draw(setup, defaults?.email ?? "");
    return {};
  };

  update = async (setup: FrameSetup) => {
    this.draw(setup, this.email());
    return {};
  };

  submit = async () => {
    const fault = this.check();
    this.field?.showError(fault && faultText(fault, this.locale));
    if (!fault) return {};
    return { error: { type: "validation_error", code: fault, message: faultText(fault, this.locale) } };
  };

  getValue = async () => ({ email: this.email() });
  focus = () => this.field?.control.focus();
  blur = () => this.field?.control.blur();
  clear = () => {
    if (this.field) this.field.control.value = "";
    this.changed();
  };

  private email(): string {
    return this.field?.control.value.trim() ?? "";
  }

  private check(): FieldFault | null {
    if (this.email() === "") return "incomplete_email";
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(this.email()) ? null : "invalid_email";
  }

  private draw(setup: FrameSetup, value: string): void {
    this.locale = setup.locale;
    const { email: label } = textsOf(setup.locale);
    const field = textField({ name: "email", label, autocomplete: "email", inputmode: "email", value });
    this.field = field;
    field.control.addEventListener("input", () => this.changed());
    field.control.addEventListener("blur", () => {
      const fault = this.email() ? this.check() : null;
      field.showError(fault && faultText(fault, this.locale));
    });
    showFrame(setup, h("div", {}, field.root));
  }

  private changed(): void {
    const complete = this.check() === null;
    if (complete) this.field?.showError(null);
    tell("change", { empty: this.email() === "", complete, value: { email: this.email() } });
  }
}

export function emailFrame() {
  return new EmailFrame();
}
