import { expect, test } from "vitest";
import { FINDING_NAMES, found, isWrong } from "@/lib/doctor/finding";
import { env, forgetEnv } from "@/lib/platform/env";
import en from "@/messages/en/setup.json";
import { describeFindings } from "./describe-findings";

Object.assign(process.env, {
  DATABASE_URL: "postgres://topup@127.0.0.1:2/none",
  STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
  STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
  STRIPE_API_BASE: "http://127.0.0.1:2",
  AUTH_SECRET: "only-for-tests-0123456789abcdef0123456789",
  APP_URL: "http://localhost:3000",
});
forgetEnv();

/** Every fact that a text asks for: a number where it counts, else a word. */
function factsFor(text: string): Record<string, string | number> {
  const names = [...text.matchAll(/\{(\w+)(?:, (\w+))?/g)];
  return Object.fromEntries(names.map(([, name = "", kind]) => [name, kind === "plural" ? 2 : `<${name}>`]));
}

type Words = { is: string; mend?: string };

test.each(FINDING_NAMES)(
  "%s is told in words, with its facts, and when it is wrong with what to do",
  (name) => {
    const words: Words = en.findings[name];
    const finding = found(name, factsFor(`${words.is} ${words.mend ?? ""}`));
    const told = describeFindings(env(), [finding]).replace(/\s+/g, " ");
    expect(told).not.toMatch(/findings\.|checks\.|\{/);
    expect(told.includes("Mend")).toBe(isWrong(finding));
    expect(words.mend === undefined).toBe(!isWrong(finding));
  },
);

test("why a check matters is said once, however much is wrong with it", () => {
  const told = describeFindings(env(), [found("secret_twice"), found("secret_with_white_space")]);
  expect(told.match(/Why/g)).toHaveLength(1);
  expect(told.match(/Mend/g)).toHaveLength(2);
  expect(told).toContain("Nothing is broken, 2 things to mind");
});

test("what is looked at is said first: which address, and whose money", () => {
  const told = describeFindings({ ...env(), appUrl: "https://shop.example" }, [found("clock_in_order")]);
  expect(told.split("\n")[0]).toBe("Topup's set-up at https://shop.example, the emulator");
  expect(told.trimEnd().split("\n").at(-1)).toBe("All is in order");
});
