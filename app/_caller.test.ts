import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { readSources } from "@/scripts/read-sources";
import { cameFromOurPage } from "./_caller";

/** The first thing of every action; anything before it is done for a stranger's page too. */
const GUARD = /^(await requireOurPage\(\)|const caller = await getCaller\(\));$/;

const withActions = readSources().filter(
  ({ path, text }) => text.includes('"use server"') && !path.endsWith(".test.ts"),
);

type Declared = { type: string; id?: { name: string }; body?: { body: { start: number; end: number }[] } };

/** Every value a file exports: name, and the first statement if it is a function. */
function exportsOf(path: string, text: string): { name: string; first: string }[] {
  return parseSync(path, text).program.body.flatMap((node) => {
    if (!node.type.startsWith("Export") || ("exportKind" in node && node.exportKind === "type")) return [];
    const declared = ("declaration" in node ? node.declaration : null) as Declared | null;
    const [first] = declared?.type === "FunctionDeclaration" ? (declared.body?.body ?? []) : [];
    return [
      { name: `${path} ${declared?.id?.name}`, first: first ? text.slice(first.start, first.end) : "" },
    ];
  });
}

describe("every action asks first whether one of our pages calls it", () => {
  it("is a function of a file that begins with the directive, so that this test sees it", () => {
    const hidden = withActions.filter(({ text }) => text.lastIndexOf('"use server"') > 0);
    expect(hidden.map(({ path }) => path)).toEqual([]);
    expect(withActions.length).toBeGreaterThan(5);
  });

  it("has the question as its first statement", () => {
    const actions = withActions.flatMap(({ path, text }) => exportsOf(path, text));
    expect(actions.length).toBeGreaterThan(15);
    expect(actions.filter(({ first }) => !GUARD.test(first))).toEqual([]);
  });
});

describe("a request comes from our page", () => {
  const came = (sent: Record<string, string>) => cameFromOurPage(new Headers(sent));

  it("when it names an origin, which Next has compared with the host by then", () => {
    expect(came({ origin: "https://topup.example" })).toBe(true);
  });

  it("when the browser says so, also for a page that hides its origin", () => {
    expect(came({ "sec-fetch-site": "same-origin" })).toBe(true);
    expect(came({ origin: "null", "sec-fetch-site": "same-origin" })).toBe(true);
  });

  it("not when nothing shows it", () => {
    expect(came({})).toBe(false);
    expect(came({ origin: "null" })).toBe(false);
    for (const site of ["cross-site", "same-site", "none"]) {
      expect(came({ origin: "null", "sec-fetch-site": site }), site).toBe(false);
    }
  });
});
