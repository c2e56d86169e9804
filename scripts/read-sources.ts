import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";

export type Import = { from: string; typeOnly: boolean };
export type FunctionSpan = { name: string; line: number; lines: number };
export type Source = {
  path: string;
  text: string;
  lines: number;
  imports: Import[];
  functions: FunctionSpan[];
};

type Node = { type: string; start: number; end: number; [key: string]: unknown };

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** Every hand-written TypeScript file that git knows or would add, parsed. Paths are relative to the root. */
export function readSources(): Source[] {
  const list = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.tsx"], {
    encoding: "utf8",
  });
  return list
    .split("\n")
    .filter((path) => path !== "" && !path.endsWith(".d.ts"))
    .flatMap((path) => readSource(path) ?? []);
}

function readSource(path: string): Source | null {
  const text = readIfThere(path);
  if (text === null) return null;
  const { program } = parseSync(path, text);
  const root = program as unknown as Node;
  return {
    path,
    text,
    lines: text.trimEnd().split("\n").length,
    imports: collectImports(root),
    functions: collectFunctions(root, text),
  };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // deleted, and not yet committed
  }
}

function collectImports(root: Node): Import[] {
  const found: Import[] = [];
  visit(root, (node) => {
    const source = node.source as { value?: unknown } | null | undefined;
    if (typeof source?.value !== "string") return;
    const kind = (node.importKind ?? node.exportKind) as string | undefined;
    found.push({ from: source.value, typeOnly: kind === "type" || everySpecifierIsType(node) });
  });
  return found;
}

function everySpecifierIsType(node: Node): boolean {
  const specifiers = node.specifiers as { importKind?: string }[] | undefined;
  return Boolean(specifiers?.length) && (specifiers ?? []).every((one) => one.importKind === "type");
}

function collectFunctions(root: Node, text: string): FunctionSpan[] {
  const found: FunctionSpan[] = [];
  visit(root, (node, name) => {
    if (!FUNCTIONS.has(node.type)) return;
    const own = (node.id as { name?: string } | null)?.name;
    const line = lineOf(text, node.start);
    found.push({ name: own ?? name ?? "(anonymous)", line, lines: lineOf(text, node.end) - line + 1 });
  });
  return found;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function visit(node: Node, see: (node: Node, name?: string) => void, name?: string): void {
  see(node, name);
  const inner = ((node.id ?? node.key) as { name?: string } | null | undefined)?.name ?? name;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === "object" && typeof (child as Node).type === "string")
        visit(child as Node, see, inner);
    }
  }
}
