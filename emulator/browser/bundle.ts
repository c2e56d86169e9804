import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const cache = new Map<string, Promise<string>>();

/** A classic script made of one of this folder's TypeScript files. Bundled when first asked for, then kept. */
export function bundleScript(entry: string): Promise<string> {
  return remember(`script ${entry}`, async () => {
    const result = await build({
      entryPoints: [pathOf(entry)],
      bundle: true,
      write: false,
      format: "iife",
      target: "es2022",
      logLevel: "silent",
      legalComments: "none",
    });
    return result.outputFiles[0]?.text ?? "";
  });
}

export function readStyles(...files: string[]): Promise<string> {
  return remember(`styles ${files.join()}`, async () => {
    const parts = await Promise.all(files.map((file) => readFile(pathOf(file), "utf8")));
    return parts.join("\n");
  });
}

/** A failure is not kept: the next request tries again. */
function remember(name: string, make: () => Promise<string>): Promise<string> {
  const known = cache.get(name);
  if (known) return known;
  const made = make();
  cache.set(name, made);
  made.catch(() => cache.delete(name));
  return made;
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
