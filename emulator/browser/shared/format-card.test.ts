import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deleteThroughSeparator, digitsOf, formatCardNumber, formatExpiry, reformat } from "./format-card";

describe("formatting a card number", () => {
  it("groups digits as they are printed on the card of each brand", () => {
    expect(formatCardNumber("4242424242424242")).toBe("4242 4242 4242 4242");
    expect(formatCardNumber("378282246310005")).toBe("3782 822463 10005");
    expect(formatCardNumber("36227206271667")).toBe("3622 720627 1667");
    expect(formatCardNumber("3056930009020004")).toBe("3056 9300 0902 0004");
    expect(formatCardNumber("6205500000000000004")).toBe("6205 5000 0000 0000 004");
  });

  it("takes pasted numbers with spaces, dashes, letters and full-width digits", () => {
    expect(formatCardNumber(" 4242-4242\t4242 4242 (mine)")).toBe("4242 4242 4242 4242");
    expect(formatCardNumber("\uff14\uff12\uff14\uff12")).toBe("4242");
  });

  it("drops what is longer than the brand's number", () => {
    expect(formatCardNumber("42424242424242429999")).toBe("4242 4242 4242 4242");
  });

  it("formats its own output to the same text, and loses no digit that fits", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,14}$/), (digits) => {
        const once = formatCardNumber(digits);
        expect(formatCardNumber(once)).toBe(once);
        expect(digitsOf(once)).toBe(digits);
      }),
    );
  });

  it("keeps the caret behind the same digit when something is typed in the middle", () => {
    expect(reformat({ text: "42942 424", caret: 3 }, formatCardNumber)).toEqual({
      text: "4294 2424",
      caret: 3,
    });
    expect(reformat({ text: "42424", caret: 5 }, formatCardNumber)).toEqual({ text: "4242 4", caret: 6 });
  });
});

describe("formatting an expiry date", () => {
  it("understands what people type and paste", () => {
    const written = ["1234", "12/34", "12 / 34", "12/2034", "122034", "2034-12", "12-34"];
    for (const text of written) expect(formatExpiry(text), text).toBe("12 / 34");
    expect(formatExpiry("1/")).toBe("01 / ");
    expect(formatExpiry("9")).toBe("09 / ");
    expect(formatExpiry("13")).toBe("01 / 3");
    expect(formatExpiry("1")).toBe("1");
  });

  it("lets backspace through the separator", () => {
    expect(deleteThroughSeparator("12 / ", "12 /")).toBe("1");
    expect(formatExpiry("1", true)).toBe("1");
    expect(formatExpiry("12 / ", true)).toBe("12");
    expect(deleteThroughSeparator("12 / 3", "12 / ")).toBe("12 / ");
  });
});
