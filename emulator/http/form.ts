/**
 * Form decoding as Stripe's API does it: `a[b]=c`, `a[0]=x`, `a[]=x`, encoded brackets, any order.
 * Lists and hashes are one tree here; the reader of a parameter decides which of the two it wants.
 */
export type FormValue = string | FormTree;
export interface FormTree {
  [key: string]: FormValue;
}

const MAX_DEPTH = 12;

/** An empty tree without a prototype, so that a key such as `__proto__` is only a key. */
export function emptyTree(): FormTree {
  return Object.create(null) as FormTree;
}

/** Decodes a form body or query string; a later plain value replaces an earlier one of the same key. */
export function parseForm(text: string): FormTree {
  const root = emptyTree();
  if (text === "") return root;
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? "" : decode(pair.slice(equals + 1));
    insert(root, pathOf(name), value);
  }
  return root;
}

function decode(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function pathOf(name: string): string[] {
  const open = name.indexOf("[");
  if (open < 1) return [name];
  const rest = name.slice(open);
  const inner = rest.match(/\[[^[\]]*\]/g);
  if (inner === null || inner.join("") !== rest || inner.length > MAX_DEPTH) return [name];
  return [name.slice(0, open), ...inner.map((part) => part.slice(1, -1))];
}

function insert(root: FormTree, path: string[], value: string): void {
  let tree = root;
  for (let depth = 0; depth < path.length - 1; depth += 1) {
    const key = keyAt(tree, path, depth);
    const next = tree[key];
    const child = typeof next === "object" ? next : emptyTree();
    tree[key] = child;
    tree = child;
  }
  tree[keyAt(tree, path, path.length - 1)] = value;
}

/** `[]` means "the next element", except that `a[][x]=1&a[][y]=2` fills one element until a key repeats. */
function keyAt(tree: FormTree, path: string[], depth: number): string {
  const key = path[depth] ?? "";
  if (key !== "") return key;
  const used = Object.keys(tree).length;
  const following = path[depth + 1];
  const last = used > 0 ? tree[String(used - 1)] : undefined;
  if (following !== undefined && typeof last === "object" && !(following in last)) return String(used - 1);
  return String(used);
}
