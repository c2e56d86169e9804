import { describe, expect, it } from "vitest";
import { findBrandRule } from "./card-brand";
import { checkCvc, checkExpiry, checkNumber, checkPostal, parseExpiry, passesLuhn } from "./validate-card";

describe("brands", () => {
  it("are known from the first digits that decide", () => {
    const brands = {
      "4": "visa",
      "5": "unknown",
      "55": "mastercard",
      "2223": "mastercard",
      "2220": "unknown",
      "37": "amex",
      "6011": "discover",
      "62": "unionpay",
      "36": "diners",
      "305": "diners",
      "3566": "jcb",
      "": "unknown",
    };
    for (const [digits, brand] of Object.entries(brands)) {
      expect(findBrandRule(digits).brand, digits).toBe(brand);
    }
  });
});

describe("card numbers", () => {
  it("every brand of Stripe's test cards is accepted", () => {
    const cards =
      "4242424242424242 4000056655665556 5555555555554444 2223003122003222 378282246310005 371449635398431 " +
      "6011111111111117 3056930009020004 36227206271667 3566002020360505 6200000000000005 6205500000000000004 " +
      "6555900000604105";
    for (const number of cards.split(" ")) expect(checkNumber(number), number).toBeNull();
  });

  it("a number that fails its check digit is invalid, a shorter one is incomplete", () => {
    expect(checkNumber("4242 4242 4242 4241")).toBe("invalid_number");
    expect(checkNumber("4242 4242 4242 424")).toBe("incomplete_number");
    expect(checkNumber("")).toBe("incomplete_number");
    expect(checkNumber("62000000000000051")).toBe("incomplete_number");
    expect(checkNumber("9999 9999 9999 9995")).toBe("invalid_number");
  });

  it("the check digit finds every single wrong digit", () => {
    for (let at = 0; at < 16; at++) {
      const wrong = [..."4242424242424242"].map((digit, i) => (i === at ? (Number(digit) + 1) % 10 : digit));
      expect(passesLuhn(wrong.join(""))).toBe(false);
    }
  });
});

describe("expiry dates", () => {
  const today = new Date(2026, 10, 21);

  it("a card is good to the end of its month", () => {
    expect(checkExpiry("11 / 26", today)).toBeNull();
    expect(checkExpiry("10 / 26", today)).toBe("invalid_expiry_month_past");
    expect(checkExpiry("12 / 25", today)).toBe("invalid_expiry_year_past");
  });

  it("no month 13, no year beyond 50, no half a date", () => {
    expect(checkExpiry("13 / 30", today)).toBe("invalid_expiry_month");
    expect(checkExpiry("00 / 30", today)).toBe("invalid_expiry_month");
    expect(checkExpiry("12 / 77", today)).toBe("invalid_expiry_year");
    expect(checkExpiry("12 / 3", today)).toBe("incomplete_expiry");
    expect(parseExpiry("12 / 34")).toEqual({ month: 12, year: 2034 });
  });
});

describe("security and postal codes", () => {
  it("Amex has four digits, the others three", () => {
    expect(checkCvc("123", "4242")).toBeNull();
    expect(checkCvc("123", "3782")).toBe("incomplete_cvc");
    expect(checkCvc("1234", "3782")).toBeNull();
    expect(checkCvc("12", "")).toBe("incomplete_cvc");
  });

  it("postal codes have the form of their country, and are not asked elsewhere", () => {
    for (const [code, country] of [
      ["94107", "US"],
      ["94107-1234", "US"],
      ["SW1A 1AA", "GB"],
      ["sw1a1aa", "GB"],
      ["M5T 1T4", "CA"],
      ["", "DE"],
      ["", "CN"],
    ] as const) {
      expect(checkPostal(code, country), `${code} ${country}`).toBeNull();
    }
    expect(checkPostal("9410", "US")).toBe("incomplete_zip");
    expect(checkPostal("ABC", "US")).toBe("invalid_zip");
    expect(checkPostal("", "GB")).toBe("incomplete_zip");
  });
});
