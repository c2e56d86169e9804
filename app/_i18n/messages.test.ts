import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LOCALES } from "./locale";
import { NAMESPACES } from "./messages";

type Tree = { [key: string]: string | Tree };

function read(locale: string, namespace: string): Tree {
  return JSON.parse(readFileSync(`messages/${locale}/${namespace}.json`, "utf8"));
}

/** Every message with its path: "packs.maker.name" → "Maker". */
function flatten(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
}

/** The names a message wants to be filled in: "{count, plural, other {# credits}}" wants count. */
function placeholders(text: string): string[] {
  const message = text.replace(/(?:zero|one|two|few|many|other|=\d+)\s*\{[^{}]*\}/g, "");
  return [
    ...new Set([...message.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/g)].map(([, name]) => name ?? "")),
  ].sort();
}

describe.each([...NAMESPACES])("the messages of %s", (namespace) => {
  const messages = LOCALES.map((locale) => new Map(flatten(read(locale, namespace))));
  const [first = new Map<string, string>(), ...others] = messages;

  it("exist in every language", () => {
    for (const other of others) expect([...other.keys()].sort()).toEqual([...first.keys()].sort());
  });

  it("are never empty", () => {
    const silent = messages.flatMap((map) => [...map].filter(([, text]) => text.trim() === ""));
    expect(silent).toEqual([]);
  });

  it("are filled with the same facts in every language", () => {
    for (const other of others)
      for (const [key, text] of other)
        expect([key, placeholders(text)]).toEqual([key, placeholders(first.get(key) ?? "")]);
  });

  it("hold no exclamation marks and no emoji", () => {
    const loud = messages.flatMap((map) =>
      [...map.values()].filter((text) => /[!！]|\p{Extended_Pictographic}/u.test(text)),
    );
    expect(loud).toEqual([]);
  });
});

it("every file of messages belongs to a namespace that is loaded", () => {
  for (const locale of LOCALES)
    expect(readdirSync(`messages/${locale}`).sort()).toEqual(NAMESPACES.map((name) => `${name}.json`).sort());
});
