import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toReturnPath } from "./return-path";

const SITE = "https://topup.example.com";

describe("where a person goes back to after signing in", () => {
  it("is a path of this site, with its query", () => {
    for (const path of ["/", "/dashboard", "/orders/01a2?from=mail#steps", "/checkout/%E4%B8%AD"]) {
      expect(toReturnPath(path)).toBe(path);
    }
  });

  it("is never another site, however it is written", () => {
    const evil = [
      "https://evil.com",
      "//evil.com",
      "/\\evil.com",
      "/\t/evil.com",
      "\t//evil.com",
      "/%09/evil.com".replace("%09", "\u0009"),
      " /dashboard",
      "\\/evil.com",
      "/.//evil.com",
      "/..//evil.com",
      "/a/..//evil.com",
      "javascript:alert(1)",
      "/\u2028/evil.com",
      "dashboard",
      "",
      `/${"a".repeat(600)}`,
      undefined,
      null,
      ["/dashboard"],
    ];
    for (const said of evil) expect(toReturnPath(said)).toBe("/dashboard");
  });

  it("stays on this site for any text at all", () => {
    const pieces = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "evil.com",
      "@",
      ":",
      "?",
      "#",
      "%2f",
      "%5c",
      "\t",
      "\n",
      "//",
      "\u0000",
    );
    const nasty = fc.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 12 });
    fc.assert(
      fc.property(nasty, (parts) => {
        const path = toReturnPath(parts.join(""));
        expect(new URL(path, SITE).origin).toBe(SITE);
        expect(path).toMatch(/^\/(?![/\\])/);
      }),
      { numRuns: 5000 },
    );
  });
});
