import { createHash } from "node:crypto";
import { type Result, refuse } from "@/lib/platform/result";

/** Five cells a side, of which the left three columns decide: the right two mirror them. */
const SIDE = 5;
const COLUMNS = 3;
/** How many of the fifteen cells are filled: always as many, so that no avatar is empty or full. */
const FILLED = 8;
const HUES = 360;

export type Avatar = {
  /** An SVG document. None of the word is in it, so nothing that was typed can run. */
  svg: string;
};

/**
 * Draws a word as a symmetric pattern in one colour, both taken from its SHA-256: the same word looks the same for
 * everybody. Refusal: `nothing_to_draw`, a word without a letter or digit.
 */
export function drawAvatar(word: string): Result<Avatar, "nothing_to_draw"> {
  if (!/[\p{L}\p{N}]/u.test(word)) return refuse("nothing_to_draw");
  const digest = createHash("sha256").update(word.normalize("NFC")).digest();
  const hue = digest.readUInt16BE(SIDE * COLUMNS) % HUES;
  const squares = chooseCells(digest)
    .flatMap(({ column, row }) =>
      [...new Set([column, SIDE - 1 - column])].map((x) => `M${x} ${row}h1v1h-1z`),
    )
    .join("");
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 7 7" shape-rendering="crispEdges">` +
    `<path d="M-1-1h7v7h-7z" fill="hsl(${hue} 45% 93%)"/><path d="${squares}" fill="hsl(${hue} 60% 36%)"/></svg>`;
  return { ok: true, svg };
}

/** The cells whose bytes are the smallest. */
function chooseCells(digest: Buffer): { column: number; row: number }[] {
  return Array.from({ length: SIDE * COLUMNS }, (_, cell) => cell)
    .sort((one, other) => (digest[one] ?? 0) - (digest[other] ?? 0) || one - other)
    .slice(0, FILLED)
    .map((cell) => ({ column: cell % COLUMNS, row: Math.floor(cell / COLUMNS) }));
}
