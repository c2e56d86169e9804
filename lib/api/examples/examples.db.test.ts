import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { OPERATIONS } from "../operations/registry";
import { type Client, makeClient, post } from "../testing/client";
import { listen } from "../testing/listen";
import { exampleOf } from "./examples";
import { retryCode } from "./retry-code";
import { type CodeLanguage, writeCode } from "./write-code";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

const run = promisify(execFile);
let server: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  server = await listen();
});
afterAll(() => server.stop());

/** Programs as a developer starts them, each with a file that holds the copied code. */
const PROGRAMS: Record<CodeLanguage, { command: string[]; file: string }> = {
  curl: { command: ["sh", "-e"], file: "example.sh" },
  typescript: { command: [process.execPath, "--import", "tsx"], file: "example.mts" },
  python: { command: ["python3"], file: "example.py" },
};
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "topup-examples-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** All examples as one program, with ids that exist: a spend, a hold to capture and one to release. */
async function programOf(client: Client, language: CodeLanguage): Promise<string> {
  const spend = await post("/spends", client, { credits: 1 });
  const [one, other] = [
    await post("/holds", client, { credits: 20 }),
    await post("/holds", client, { credits: 20 }),
  ];
  const code = OPERATIONS.map((operation) => {
    const { spend_id, hold_id } = exampleOf(operation.id).params ?? {};
    let text = writeCode(operation, server.url)[language];
    if (spend_id) text = text.replace(spend_id, String(spend.body.id));
    if (hold_id) text = text.replace(hold_id, String((operation.id === "releaseHold" ? other : one).body.id));
    return language === "typescript" ? `{\n${text}\n}` : text;
  });
  return code.join(language === "curl" ? "; echo\n" : "\n");
}

async function runProgram(language: CodeLanguage, code: string, key: string): Promise<string> {
  const { command, file } = PROGRAMS[language];
  const path = join(folder, file);
  writeFileSync(path, code);
  const [program = "", ...args] = command;
  const { stdout } = await run(program, [...args, path], { env: { ...process.env, TOPUP_API_KEY: key } });
  return stdout;
}

describe("the examples of the page for developers", () => {
  it.each(OPERATIONS)("show for $id an answer as its schema describes it", ({ id, answer }) => {
    expect(answer.safeParse(exampleOf(id).answer).error).toBeUndefined();
  });

  it.skipIf(!hasPython)("run as they are in Python", () => expectToRun("python"));
  it.each(["curl", "typescript"] as const)("run as they are in %s", expectToRun);

  async function expectToRun(language: CodeLanguage): Promise<void> {
    const client = await makeClient(100);
    const said = await runProgram(language, await programOf(client, language), client.key);
    for (const word of ["available", "next_cursor", "avatar 1042", "captured", "released", "starter"])
      expect(said).toContain(word);
    expect(said).not.toContain("/docs/api#");
  }

  it("repeat a request in the way the page tells, and spend once", async () => {
    const client = await makeClient(100);
    const first = await runProgram("typescript", retryCode(server.url), client.key);
    expect(first).toContain("credits: 5");
    expect(await runProgram("typescript", retryCode(server.url), client.key)).toBe(first);
    const poor = await makeClient(1);
    await expect(runProgram("typescript", retryCode(server.url), poor.key)).rejects.toThrow(
      "insufficient_credits",
    );
  });
});
