import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { buildApp } from "./build-app";
import { CRASH_POINTS } from "./crash-points";

test("every named crash point is a line of the app, and is in the copy that is killed", async () => {
  const built = await buildApp();
  const text = readFileSync(built.file, "utf8");
  built.remove();
  const missing = CRASH_POINTS.filter(({ name }) => !text.includes(`crashHere(${JSON.stringify(name)})`));
  expect(missing).toEqual([]);
  expect(new Set(CRASH_POINTS.map(({ name }) => name)).size).toBe(CRASH_POINTS.length);
});

test("nothing of the product knows of crash points", async () => {
  const named = CRASH_POINTS.filter(({ file }) => readFileSync(file, "utf8").includes("crashHere"));
  expect(named).toEqual([]);
});
