"use client";
import type { Appearance } from "@stripe/stripe-js";
import { useEffect, useState } from "react";

/**
 * The look of Stripe's frames, read from the theme that is on screen: frames of another origin cannot see our
 * CSS variables, so they are told the values, and told again when the person or their system changes theme.
 */
export function useAppearance(): Appearance {
  const [appearance, setAppearance] = useState(readAppearance);
  useEffect(() => {
    const update = () => setAppearance(readAppearance());
    update();
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", update);
    const themeSwitch = new MutationObserver(update);
    themeSwitch.observe(document.documentElement, { attributeFilter: ["data-theme", "class", "style"] });
    return () => {
      dark.removeEventListener("change", update);
      themeSwitch.disconnect();
    };
  }, []);
  return appearance;
}

function readAppearance(): Appearance {
  if (typeof window === "undefined") return {};
  const css = getComputedStyle(document.documentElement);
  const token = (name: string, otherwise: string) => css.getPropertyValue(name).trim() || otherwise;
  const surface = token("--color-base-100", "#ffffff");
  const ink = token("--color-base-content", "#14171a");
  const accent = token("--color-primary", "#0b6e4f");
  const edge = token("--topup-edge", "#868f89");
  const line = token("--color-base-300", "#e3e6e1");
  return {
    theme: css.colorScheme.includes("dark") ? "night" : "stripe",
    disableAnimations: window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    variables: {
      colorPrimary: accent,
      colorBackground: surface,
      colorText: ink,
      colorTextSecondary: token("--topup-muted", ink),
      colorTextPlaceholder: token("--topup-muted", ink),
      colorDanger: token("--color-error", "#b42318"),
      fontFamily: 'Inter, system-ui, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif',
      fontSizeBase: "16px",
      borderRadius: token("--radius-field", "10px"),
      spacingUnit: "4px",
      gridRowSpacing: "16px",
      gridColumnSpacing: "12px",
    },
    rules: {
      ".Input": { border: `1px solid ${edge}`, boxShadow: "none", padding: "12px" },
      ".Input:focus": { border: `1px solid ${accent}`, boxShadow: `0 0 0 1px ${accent}` },
      ".Tab": { border: `1px solid ${line}`, boxShadow: "none" },
      ".Tab--selected": { border: `1px solid ${accent}`, boxShadow: `0 0 0 1px ${accent}` },
      ".Label": { fontSize: "14px", fontWeight: "500" },
    },
  };
}
