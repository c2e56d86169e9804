import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type RunningEmulator, startEmulator } from "../start";
import { until } from "../testing/harness";
import { runCli } from "../testing/stripe-cli";
import { TRIGGERS } from "./triggers";

function eventTypes(running: RunningEmulator): string[] {
  return [...running.engine.emulator.store.newest("event")].map((event) => event.type);
}

// Each with an emulator of its own, so that they can run side by side: the CLI mostly waits.
it.concurrent.each(TRIGGERS)(
  "stripe trigger %s writes that event",
  async (type) => {
    const running = await startEmulator({ port: 0, folder: null, settleDelayMs: 20 });
    try {
      expect(await runCli(running, "trigger", type)).toContain("Trigger succeeded!");
      // What a test clock brings comes a moment after the CLI has ended.
      await until(() => eventTypes(running).includes(type));
    } finally {
      await running.close();
    }
  },
  60_000,
);

it.concurrent.each([
  ["subscription.payment_succeeded", "invoice.payment_succeeded"],
  ["subscription.payment_failed", "invoice.payment_failed"],
])(
  "stripe trigger %s, which is no event itself, writes %s",
  async (name, type) => {
    const running = await startEmulator({ port: 0, folder: null, settleDelayMs: 20 });
    try {
      expect(await runCli(running, "trigger", name)).toContain("Trigger succeeded!");
      await until(() => eventTypes(running).includes(type));
    } finally {
      await running.close();
    }
  },
  60_000,
);

it("the README names each of them, and no other", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  const named = [...readme.matchAll(/^\| `([a-z_.]+)\.` \| (.+) \|$/gm)].flatMap(
    ([, group = "", list = ""]) => list.split(", ").map((one) => `${group}.${one}`),
  );
  expect(named.sort()).toEqual([...TRIGGERS].sort());
});
