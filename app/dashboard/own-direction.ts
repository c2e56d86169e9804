const CONTROLS = /\p{Bidi_Control}/gu;
/** Letters of Hebrew, Arabic and their kin. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\ud802|\ud803|\ud83a|\ud83b/;
const [ISOLATE, END_OF_ISOLATE] = ["\u2068", "\u2069"];

/**
 * Somebody's words within a sentence of ours: what is written from right to left keeps its own direction and turns
 * nothing around it, and characters that only steer direction, with which words can be made to read as others, go.
 */
export function inOwnDirection(words: string): string {
  const text = words.replace(CONTROLS, "");
  return RIGHT_TO_LEFT.test(text) ? ISOLATE + text + END_OF_ISOLATE : text;
}
