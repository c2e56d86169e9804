import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** WCAG 2.2: 4.5 for text (1.4.3), 3 for what outlines a control (1.4.11). */
const TEXT = 4.5;
const OUTLINE = 3;

type Tokens = Record<string, string>;

/** The colours of a theme, as written in the style sheet. */
function readTheme(name: string): Tokens {
  const css = readFileSync("app/globals.css", "utf8");
  const block = css.match(new RegExp(`@plugin "daisyui/theme" \\{\\s*name: "${name}";([^}]*)\\}`))?.[1];
  if (!block) throw new Error(`no theme ${name}`);
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)].map(([, key, value]) => [key, value]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Half of a colour laid thinly over another, as the notices and badges do. */
function mix(over: string, under: string, share: number): string {
  const channel = (at: number) =>
    Math.round(
      Number.parseInt(over.slice(at, at + 2), 16) * share +
        Number.parseInt(under.slice(at, at + 2), 16) * (1 - share),
    );
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, "0")).join("")}`;
}

const PAGE = "color-base-200";
const SURFACE = "color-base-100";
const TINT = 0.08;

describe.each(["topup", "topup-dark"])("the colours of %s", (name) => {
  const theme = readTheme(name);
  const ratio = (one: string, other: string) => contrast(theme[one] ?? "", theme[other] ?? "");

  it.each([
    "color-base-content",
    "topup-muted",
    "color-primary",
    "color-warning",
    "color-error",
    "color-info",
  ])("let %s be read on page and surface", (text) => {
    expect(ratio(text, PAGE)).toBeGreaterThanOrEqual(TEXT);
    expect(ratio(text, SURFACE)).toBeGreaterThanOrEqual(TEXT);
  });

  it.each(["primary", "secondary", "neutral", "success", "warning", "error", "info"])(
    "let the words on %s be read",
    (tone) => {
      expect(ratio(`color-${tone}`, `color-${tone}-content`)).toBeGreaterThanOrEqual(TEXT);
    },
  );

  it.each(["info", "warning", "error", "success"])("keep ink and mark readable on a tint of %s", (tone) => {
    const colour = theme[`color-${tone}`] ?? "";
    for (const under of [PAGE, SURFACE]) {
      const tint = mix(colour, theme[under] ?? "", TINT);
      expect(contrast(theme["color-base-content"] ?? "", tint)).toBeGreaterThanOrEqual(TEXT);
      expect(contrast(colour, tint)).toBeGreaterThanOrEqual(OUTLINE);
    }
  });

  it("let fields and meters be seen", () => {
    expect(ratio("topup-edge", SURFACE)).toBeGreaterThanOrEqual(OUTLINE);
    expect(ratio("topup-edge", PAGE)).toBeGreaterThanOrEqual(OUTLINE);
    expect(ratio("color-primary", "topup-track")).toBeGreaterThanOrEqual(OUTLINE);
  });
});
