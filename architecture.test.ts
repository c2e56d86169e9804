import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSources, type Source } from "@/scripts/read-sources";

/**
 * The shape of the project, held by a test instead of by memory: who may import whom, and how large a thing may
 * grow. The ratchet at the end holds what was over budget when the rule came; a number may fall, never rise.
 */
const RATCHET = { longFiles: 0, longFunctions: 0 };

const FILE_LINES_MAX = 200;
const FUNCTION_LINES_MAX = 40;
const PAGE_LINES_MAX = 80;
const ROUTE_LINES_MAX = 40;
const README_LINES_MAX = 130;

/** What each area of `lib` may import beside itself. Areas of one rank do not import each other. */
const FOUNDATION = ["platform", "db"];
const MAY_IMPORT: Record<string, string[]> = {
  platform: [],
  db: ["platform"],
  outbox: FOUNDATION,
  catalog: ["platform"],
  stripe: ["platform"],
  mail: FOUNDATION,
  notices: ["mail", "catalog", "messages", ...FOUNDATION],
  ledger: ["outbox", ...FOUNDATION],
  live: FOUNDATION,
  "api-keys": FOUNDATION,
  playground: ["ledger", ...FOUNDATION],
  auth: ["api-keys", "ledger", "mail", ...FOUNDATION],
  api: ["ledger", "api-keys", "subscriptions", "catalog", "messages", ...FOUNDATION],
  customers: ["stripe", ...FOUNDATION],
  subscriptions: ["customers", "ledger", "notices", "stripe", "catalog", "outbox", ...FOUNDATION],
  "payment-methods": ["subscriptions", "customers", "stripe", ...FOUNDATION],
  checkout: ["subscriptions", "customers", "ledger", "stripe", "catalog", "outbox", ...FOUNDATION],
  "due-invoices": [
    "checkout",
    "payment-methods",
    "subscriptions",
    "customers",
    "stripe",
    "catalog",
    ...FOUNDATION,
  ],
  reversals: ["checkout", "subscriptions", "ledger", "stripe", "outbox", ...FOUNDATION],
  inbox: [
    "reversals",
    "checkout",
    "subscriptions",
    "customers",
    "ledger",
    "stripe",
    "catalog",
    "outbox",
    ...FOUNDATION,
  ],
  setup: ["inbox", "stripe", "catalog", ...FOUNDATION],
  reconciliation: ["reversals", "checkout", "subscriptions", "customers", "stripe", ...FOUNDATION],
  doctor: ["setup", "inbox", "reconciliation", "stripe", "catalog", "vercel.json", ...FOUNDATION],
  accounts: ["auth", "api-keys", "checkout", "subscriptions", ...FOUNDATION],
  admin: [
    "api",
    "setup",
    "doctor",
    "inbox",
    "reversals",
    "reconciliation",
    "checkout",
    "subscriptions",
    "customers",
    "ledger",
    "notices",
    "stripe",
    "catalog",
    "outbox",
    ...FOUNDATION,
  ],
};

const sources = readSources();
const production = sources.filter((file) => !isTest(file));

function isTest({ path }: Source): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || path.startsWith("e2e/") || /(^|\/)testing(\/|\.ts$)/.test(path);
}

/** The area a file belongs to: `ledger` for lib/ledger/…, else its top folder. */
function areaOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  return top === "lib" ? second : top;
}

/** The project path an import points at, or null for a package. */
function targetOf(file: Source, from: string): string | null {
  if (from.startsWith("@/")) return from.slice(2);
  return from.startsWith(".") ? join(dirname(file.path), from) : null;
}

/** Every import from one place of the project to another, as "file → target". */
function crossings(
  files: Source[],
  wrong: (file: Source, target: string, typeOnly: boolean) => boolean,
): string[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ from, typeOnly }) => {
      const target = targetOf(file, from);
      return target !== null && wrong(file, target, typeOnly) ? [`${file.path} → ${target}`] : [];
    }),
  );
}

function packageImports(files: Source[], isWrong: (name: string, typeOnly: boolean) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter(({ from, typeOnly }) => isWrong(from, typeOnly))
      .map(({ from }) => `${file.path} → ${from}`),
  );
}

describe("imports go one way", () => {
  it("every area of lib is in the table of who may import whom", () => {
    const areas = new Set(
      production.filter(({ path }) => path.startsWith("lib/")).map(({ path }) => areaOf(path)),
    );
    expect([...areas].filter((area) => !(area in MAY_IMPORT))).toEqual([]);
  });

  it("lib and db import only areas below their own", () => {
    const domain = production.filter(({ path }) => path.startsWith("lib/") || path.startsWith("db/"));
    const wrong = crossings(domain, (file, target) => {
      const [own, other] = [areaOf(file.path), areaOf(target)];
      return own !== other && !(MAY_IMPORT[own] ?? []).includes(other);
    });
    expect(wrong).toEqual([]);
  });

  it("lib knows neither React nor Next", () => {
    const domain = production.filter(({ path }) => path.startsWith("lib/"));
    expect(packageImports(domain, (name) => /^(react|next|next-intl)(\/|$)/.test(name))).toEqual([]);
  });

  it("only lib/stripe and the emulator's own tests use the Stripe SDK as a value", () => {
    const others = production.filter(
      ({ path }) => !path.startsWith("lib/stripe/") && !path.startsWith("bench/"),
    );
    expect(packageImports(others, (name, typeOnly) => name === "stripe" && !typeOnly)).toEqual([]);
  });

  it("Stripe's types stay in lib/stripe, the inbox handlers and the emulator", () => {
    const homes = /^(lib\/stripe|lib\/inbox\/handlers|emulator|bench)\//;
    const others = production.filter(({ path }) => !homes.test(path));
    expect(packageImports(others, (name) => name === "stripe")).toEqual([]);
  });

  it("Stripe.js is loaded in one place", () => {
    const others = production.filter(
      ({ path }) => !path.startsWith("app/_payments/") && !path.startsWith("emulator/"),
    );
    const loads = packageImports(
      others,
      (name, typeOnly) => name.startsWith("@stripe/stripe-js") && !typeOnly,
    );
    expect(loads).toEqual([]);
  });

  it("the emulator and the app know nothing of each other", () => {
    expect(
      crossings(production, (file, target) => {
        const [inside, outside] = [file.path.startsWith("emulator/"), target.startsWith("emulator")];
        return inside !== outside && !file.path.startsWith("bench/") && !file.path.startsWith("scripts/");
      }),
    ).toEqual([]);
  });

  it("there are no barrel files", () => {
    expect(production.filter(({ path }) => /\/index\.tsx?$/.test(path)).map(({ path }) => path)).toEqual([]);
  });
});

describe("things stay small", () => {
  it("a file has at most 200 lines", () => {
    const long = production
      .filter(({ lines }) => lines > FILE_LINES_MAX)
      .map((one) => `${one.path}: ${one.lines}`);
    expect(long.length, long.join("\n")).toBeLessThanOrEqual(RATCHET.longFiles);
  });

  it("a function has at most 40 lines, a page at most 80", () => {
    const long = production.flatMap((file) =>
      file.functions
        .filter((one) => one.lines > (isPage(file.path) ? PAGE_LINES_MAX : FUNCTION_LINES_MAX))
        .map((one) => `${file.path}:${one.line} ${one.name}: ${one.lines}`),
    );
    expect(long.length, long.join("\n")).toBeLessThanOrEqual(RATCHET.longFunctions);
  });

  it("pages, routes and event handlers keep their budgets", () => {
    const over = production
      .filter(({ path, lines }) => lines > budgetOf(path))
      .map((one) => `${one.path}: ${one.lines}`);
    expect(over).toEqual([]);
  });

  it("the README of an area has at most 130 lines", () => {
    const areas = ["ledger", "checkout", "subscriptions", "reversals", "inbox", "api"].map(
      (area) => `lib/${area}/README.md`,
    );
    const long = [...areas, "emulator/README.md"].filter((path) => linesOf(path) > README_LINES_MAX);
    expect(long).toEqual([]);
  });
});

describe("time and secrets have one source", () => {
  it("the domain reads time from the clock only", () => {
    const domain = production.filter(
      ({ path }) => path.startsWith("lib/") && path !== "lib/platform/clock.ts",
    );
    const readers = domain
      .filter(({ text }) => /Date\.now\(\)|new Date\(\)/.test(text))
      .map(({ path }) => path);
    expect(readers).toEqual([]);
  });

  it("no SQL is put together from text", () => {
    const unsafe = production.filter(
      ({ path, text }) => !path.startsWith("db/") && /sql\.raw\(|\.unsafe\(/.test(text),
    );
    expect(unsafe.map(({ path }) => path)).toEqual([]);
  });
});

function isPage(path: string): boolean {
  return /(^|\/)(page|layout)\.tsx$/.test(path);
}

function budgetOf(path: string): number {
  if (isPage(path)) return PAGE_LINES_MAX;
  if (/(^|\/)route\.ts$/.test(path) || /^lib\/inbox\/handlers\//.test(path)) return ROUTE_LINES_MAX;
  return FILE_LINES_MAX;
}

function linesOf(path: string): number {
  return readFileSync(path, "utf8").trimEnd().split("\n").length;
}
