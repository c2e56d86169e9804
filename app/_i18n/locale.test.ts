import { describe, expect, it } from "vitest";
import { chooseCurrency, chooseLocale } from "./locale";

describe("the language of a page", () => {
  it("is the one the person chose, whatever the browser asks for", () => {
    expect(chooseLocale("zh", "en-US,en;q=0.9")).toBe("zh");
  });

  it("is the browser's first language that we speak, by weight and not by order", () => {
    expect(chooseLocale(undefined, "en;q=0.5, zh-TW;q=0.9")).toBe("zh");
    expect(chooseLocale(undefined, "de-DE, zh-Hans-CN;q=0.8, en;q=0.7")).toBe("zh");
  });

  it("is English when cookie or header are unknown, forged or absurd", () => {
    expect(chooseLocale("../../etc/passwd", null)).toBe("en");
    expect(chooseLocale("__proto__", "xx-YY")).toBe("en");
    expect(chooseLocale(undefined, "zh;q=nonsense")).toBe("en");
    expect(chooseLocale(undefined, "zh;q=0")).toBe("en");
    expect(chooseLocale(undefined, `${"en,".repeat(500)}zh`)).toBe("en");
  });
});

describe("the currency of a page", () => {
  it("is the one the person chose", () => {
    expect(chooseCurrency("jpy", "zh", "de")).toBe("jpy");
  });

  it("follows the chosen language before the browser's", () => {
    expect(chooseCurrency(undefined, "zh", "de")).toBe("cny");
    expect(chooseCurrency(undefined, undefined, "de-AT,en;q=0.4")).toBe("eur");
    expect(chooseCurrency(undefined, undefined, "ja")).toBe("jpy");
  });

  it("is US dollars when it is not one we sell in", () => {
    expect(chooseCurrency("xau", undefined, "pt-BR")).toBe("usd");
    expect(chooseCurrency("constructor", undefined, null)).toBe("usd");
  });
});
