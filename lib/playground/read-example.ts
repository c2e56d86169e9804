import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const EXAMPLE_PATH = "lib/playground/draw-avatar-for-credits.ts";

let text: Promise<string> | null = null;

/**
 * The source of the job, for the pages that explain it: what people read is what ran. A host that packs only the
 * files it sees imported is told of this one in next.config.ts.
 */
export function readExample(): Promise<string> {
  text ??= readFile(join(process.cwd(), EXAMPLE_PATH), "utf8");
  return text;
}
