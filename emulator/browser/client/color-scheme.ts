import type { Appearance } from "../shared/messages";

/**
 * Light or dark, by the background the form will have. A frame whose scheme differs from its page's is painted
 * opaque by browsers, so both sides must agree on it beforehand.
 */
export function colorSchemeOf(appearance: Appearance): "light" | "dark" {
  const background = appearance.variables?.colorBackground;
  const brightness = background ? brightnessOf(background) : null;
  if (brightness === null) return appearance.theme === "night" ? "dark" : "light";
  return brightness < 128 ? "dark" : "light";
}

/** 0–255; the canvas understands every colour notation the browser does. Null for what it does not. */
function brightnessOf(color: string): number | null {
  const canvas = document.createElement("canvas").getContext("2d");
  if (!canvas || !CSS.supports("color", color)) return null;
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return alpha < 128 ? null : 0.299 * red + 0.587 * green + 0.114 * blue;
}
