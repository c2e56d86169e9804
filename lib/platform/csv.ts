/** Excel takes a file without it for one of its own old encodings, and Chinese turns to noise. */
export const BYTE_ORDER_MARK = "\uFEFF";

/**
 * What makes a spreadsheet run a cell instead of showing it, also in the wide forms of East Asian keyboards. A text
 * from outside that begins so is shown behind an apostrophe (OWASP, CSV injection).
 */
const RUNS_IN_A_SPREADSHEET = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * The same after a semicolon, where spreadsheets of many countries end a cell: in the middle of one of our lines they
 * do not look at quotes.
 */
const RUNS_AFTER_SEMICOLON = /(;["\s]*)([=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/**
 * A line of a CSV file (RFC 4180), with its end. Numbers are written as they are; texts are taken for other people's
 * words and can never become formulas; null is an empty cell.
 */
export function toCsvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(toCell).join(",")}\r\n`;
}

function toCell(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const words = cell.replace(RUNS_AFTER_SEMICOLON, "$1'$2");
  const text = RUNS_IN_A_SPREADSHEET.test(words) ? `'${words}` : words;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
