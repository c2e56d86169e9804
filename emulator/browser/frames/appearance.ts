import type { Appearance, FontSource } from "../shared/messages";

const SYSTEM_FONT =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Noto Sans SC", ' +
  '"Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

const STRIPE = {
  colorPrimary: "#0570de",
  colorBackground: "#ffffff",
  colorText: "#30313d",
  colorTextSecondary: "#5d5e69",
  colorTextPlaceholder: "#6d6e78",
  colorDanger: "#c0123c",
  colorBorder: "#e0e1e6",
  fontFamily: SYSTEM_FONT,
  fontSizeBase: "16px",
  spacingUnit: "4px",
  borderRadius: "5px",
  focusOutline: "none",
};

const THEMES: Record<string, Record<string, string>> = {
  stripe: STRIPE,
  none: STRIPE,
  night: {
    ...STRIPE,
    colorPrimary: "#85d996",
    colorBackground: "#30313d",
    colorText: "#ffffff",
    colorTextSecondary: "#b6b7c2",
    colorTextPlaceholder: "#a3a4b0",
    colorDanger: "#fe87a1",
    colorBorder: "#4d4e5e",
  },
  flat: { ...STRIPE, colorBackground: "#f1f3f7", colorBorder: "transparent", borderRadius: "4px" },
};

const themeSheet = new CSSStyleSheet();
const ruleSheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, themeSheet, ruleSheet];

/** Gives the form the page's looks: theme, variables, rules. Values pass through the object model, never as CSS text. */
export function applyAppearance(appearance: Appearance): void {
  const given = appearance.variables ?? {};
  const theme = THEMES[appearance.theme ?? "stripe"] ?? STRIPE;
  const variables: Record<string, string> = { ...theme, ...derived({ ...theme, ...given }), ...given };
  setRules(themeSheet, { ":root": variables }, (name) => `--${name}`);
  const rules = Object.entries(appearance.rules ?? {}).filter(([selector]) => SELECTOR.test(selector));
  setRules(ruleSheet, Object.fromEntries(rules), kebab);
  document.documentElement.dataset.labels = appearance.labels ?? "auto";
  document.documentElement.dataset.inputs = appearance.inputs ?? "spaced";
  document.documentElement.classList.toggle("still", appearance.disableAnimations === true);
}

/** `.Input`, `.Input--invalid:focus`, `.Tab:hover .TabLabel`, `.Input::placeholder`: classes and states only. */
const SELECTOR = /^(\.[A-Za-z][\w-]*(:{1,2}[a-z-]+)*)([\s,>]+\.[A-Za-z][\w-]*(:{1,2}[a-z-]+)*)*$/;

function derived(variables: Record<string, string>): Record<string, string> {
  const ink = variables.colorText ?? "";
  const mix = (share: number) => `color-mix(in srgb, ${ink} ${share}%, transparent)`;
  const custom = variables.colorBackground !== THEMES.stripe?.colorBackground || ink !== STRIPE.colorText;
  return {
    ...(custom && variables.colorBorder !== "transparent" ? { colorBorder: mix(20) } : {}),
    colorHover: mix(5),
  };
}

function setRules(
  sheet: CSSStyleSheet,
  rules: Record<string, Record<string, string>>,
  rename: (name: string) => string,
): void {
  while (sheet.cssRules.length > 0) sheet.deleteRule(0);
  for (const [selector, declarations] of Object.entries(rules)) {
    const rule = sheet.cssRules[sheet.insertRule(`${selector} {}`, sheet.cssRules.length)];
    if (!(rule instanceof CSSStyleRule)) continue;
    for (const [name, value] of Object.entries(declarations)) {
      rule.style.setProperty(rename(name), String(value));
    }
  }
}

function kebab(name: string): string {
  return name.startsWith("--") ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Loads the page's fonts; text shows in the fallback until they are there, and for good if they never come. */
export function loadFonts(fonts: FontSource[]): void {
  for (const font of fonts) {
    if ("cssSrc" in font) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = String(font.cssSrc);
      document.head.append(link);
      continue;
    }
    const { family, src, ...descriptors } = font;
    const face = new FontFace(String(family), String(src), descriptors as FontFaceDescriptors);
    face.load().then(
      () => document.fonts.add(face),
      () => {},
    );
  }
}
