import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawAvatar } from "./draw-avatar";

function svgOf(word: string): string {
  const drawn = drawAvatar(word);
  if (!drawn.ok) throw new Error(drawn.refusal);
  return drawn.svg;
}

/** The filled cells as "x y". */
function cellsOf(svg: string): string[] {
  return [...svg.matchAll(/M([0-4]) ([0-4])h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`);
}

const drawable = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => `${text}a`);

describe("an avatar", () => {
  it("is the same for the same word, however its accents are typed, and another for another word", () => {
    expect(svgOf("Zoë")).toBe(svgOf("Zoe\u0308"));
    expect(new Set(["Ada", "ada", "Adä", "积分", "42"].map(svgOf)).size).toBe(5);
  });

  it("is symmetric, never empty and never full", () => {
    fc.assert(
      fc.property(drawable, (word) => {
        const cells = cellsOf(svgOf(word));
        const mirrored = cells.map((cell) => `${4 - Number(cell[0])} ${cell.slice(2)}`);
        expect(mirrored.sort()).toEqual([...cells].sort());
        expect(new Set(cells).size).toBe(cells.length);
        expect(cells.length).toBeGreaterThanOrEqual(8);
        expect(cells.length).toBeLessThanOrEqual(16);
      }),
    );
  });

  it("holds nothing of what was typed", () => {
    const word = `a"/><script>alert(1)</script>`;
    expect(svgOf(word)).toMatch(/^<svg [^<>]*><path [^<>]*\/><path [^<>]*\/><\/svg>$/);
    expect(svgOf(word)).not.toContain("alert");
  });

  it("cannot be made of a word without a letter or digit", () => {
    for (const word of ["", "?!", "…", "  ", "🙂"]) {
      expect(drawAvatar(word), word).toEqual({ ok: false, refusal: "nothing_to_draw" });
    }
  });
});
