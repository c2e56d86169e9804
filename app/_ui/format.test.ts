import { describe, expect, it } from "vitest";
import {
  formatAnyMoney,
  formatCredits,
  formatCreditsChange,
  formatDate,
  formatMoney,
  formatPrice,
} from "./format";

describe("money", () => {
  it("never leaves its currency in doubt, in either language", () => {
    expect(formatMoney(2000, "usd", "en")).toBe("$20.00");
    expect(formatMoney(14500, "cny", "en")).toBe("CN¥145.00");
    expect(formatMoney(14500, "cny", "zh")).toBe("¥145.00");
    expect(formatMoney(2000, "usd", "zh")).toBe("US$20.00");
    expect(formatMoney(1900, "eur", "en")).toBe("€19.00");
  });

  it("has no decimals in yen", () => {
    expect(formatMoney(3000, "jpy", "en")).toBe("¥3,000");
    expect(formatMoney(3000, "jpy", "zh")).toBe("JP¥3,000");
  });

  it("is right in currencies we do not sell in", () => {
    expect(formatAnyMoney(2000, "usd", "en")).toBe("$20.00");
    expect(formatAnyMoney(1250, "gbp", "en")).toBe("£12.50");
    expect(formatAnyMoney(1250, "krw", "en")).toBe("₩1,250");
  });

  it("drops decimals on a price card only when they are all zero", () => {
    expect(formatPrice(2000, "usd", "en")).toBe("$20");
    expect(formatPrice(320, "usd", "en")).toBe("$3.20");
  });
});

describe("credits", () => {
  it("are grouped and whole, and a change carries its sign", () => {
    expect(formatCredits(1234567, "en")).toBe("1,234,567");
    expect(formatCreditsChange(500, "en")).toBe("+500");
    expect(formatCreditsChange(-20, "zh")).toBe("\u221220");
    expect(formatCreditsChange(0, "en")).toBe("0");
  });
});

describe("a moment", () => {
  it("is shown in the reader's zone, and the exact form names the zone", () => {
    const newYear = "2026-12-31T23:30:00Z";
    expect(formatDate(newYear, "en", "Asia/Shanghai")).toBe("Jan 1, 2027");
    expect(formatDate(newYear, "zh", "Asia/Shanghai")).toBe("2027年1月1日");
    expect(formatDate(newYear, "en", "UTC", "exact")).toBe("Dec 31, 2026, 23:30:00 UTC");
  });
});
