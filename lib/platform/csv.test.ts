import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCsvLine } from "./csv";

/** A reader of RFC 4180 of its own, for one line. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  const body = `,${line.slice(0, -2)}`;
  const pattern = /,(?:"((?:[^"]|"")*)"|([^",\r\n]*))/gy;
  for (const [, quoted, plain = ""] of body.matchAll(pattern))
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
  return cells;
}

describe("a line of a CSV file", () => {
  it("holds texts, numbers and nothing, as RFC 4180 says", () => {
    expect(toCsvLine(["plain", -5, null, 'a "b", c', "two\nlines", " kept "])).toBe(
      'plain,-5,,"a ""b"", c","two\nlines"," kept "\r\n',
    );
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠x"])(
    "never lets %j become a formula",
    (text) => {
      const [cell] = readLine(toCsvLine([text]));
      expect(cell).toBe(`'${text}`);
    },
  );

  it.each([
    ["a;=1+1", "a;'=1+1"],
    ['a; "@x', `a; "'@x`],
    [";＝1", ";'＝1"],
    ["a; b=1", "a; b=1"],
  ])("never lets %j become one where semicolons end cells", (text, written) => {
    expect(readLine(toCsvLine([text]))).toEqual([written]);
  });

  it("keeps every other text as it was, whatever is in it", () => {
    const words = fc.string({ unit: "binary" }).filter((text) => !text.includes(";"));
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), (texts) => {
        const read = readLine(toCsvLine(texts));
        expect(read.map((cell, at) => (cell === `'${texts[at]}` ? texts[at] : cell))).toEqual(texts);
      }),
    );
  });
});
