import { expect, test } from "vitest";
import { Stoppers } from "./stoppers";

test("things end in the opposite order of their start", async () => {
  const ended: string[] = [];
  const stoppers = new Stoppers();
  for (const name of ["database", "emulator", "app"]) stoppers.add(() => void ended.push(name));
  await stoppers.stop();
  expect(ended).toEqual(["app", "emulator", "database"]);
});

test("what is started while everything ends is ended too, and nothing twice", async () => {
  const ended: string[] = [];
  const stoppers = new Stoppers();
  stoppers.add(() => void ended.push("early"));
  const first = stoppers.stop();
  stoppers.add(() => void ended.push("late"));
  await Promise.all([first, stoppers.stop()]);
  expect(ended).toEqual(["early", "late"]);
});
