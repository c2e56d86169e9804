import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startEmulator } from "../start";
import { clientOf, openEmulator, openWebhook, until, WEBHOOK_SECRET } from "../testing/harness";
import { lockFolder } from "./lock";

const folder = mkdtempSync(join(tmpdir(), "emulator-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The emulator as a process of its own; resolves with its address. */
function spawnServer(
  data: string,
  extra: Record<string, string> = {},
): Promise<{ child: ChildProcess; port: number }> {
  const env = { ...process.env, EMULATOR_PORT: "0", EMULATOR_DATA: data, ...extra };
  const child = spawn(process.execPath, ["--import", "tsx", "emulator/server.ts"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      const port = /emulator ready on http:\/\/127\.0\.0\.1:(\d+)/.exec(chunk.toString())?.[1];
      if (port !== undefined) resolve({ child, port: Number(port) });
    });
  });
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));
const pay = {
  amount: 500,
  currency: "usd",
  payment_method: "pm_card_visa",
  confirm: true,
  return_url: "http://localhost/x",
} as const;

describe("a restart", () => {
  it("keeps objects, events, idempotency keys, and settles what was not settled yet", async () => {
    const data = join(folder, "clean");
    const first = await startEmulator({ port: 0, folder: data, settleDelayMs: 60_000 });
    const intent = await clientOf(first as never).paymentIntents.create(pay, { idempotencyKey: "k" });
    const customer = await clientOf(first as never).customers.create({ name: "kept" });
    const pending = [...first.engine.emulator.store.newest("task")][0];
    await first.close();
    const second = await openEmulator({ folder: data });
    const stripe = clientOf(second);
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded" });
    expect((await stripe.paymentIntents.create(pay, { idempotencyKey: "k" })).id).toBe(intent.id);
    expect((await stripe.customers.retrieve(customer.id)).lastResponse.statusCode).toBe(200);
    expect((await stripe.events.list()).data.map((one) => one.type)).toEqual([
      "customer.created",
      "payment_intent.succeeded",
      "charge.succeeded",
      "payment_intent.created",
    ]);
    expect(second.engine.emulator.store.get("task", pending?.id ?? "")).toEqual(pending);
  });

  it("carries on with deliveries that were not answered", async () => {
    const data = join(folder, "deliveries");
    const hook = await openWebhook([500, 500]);
    const webhook = { url: hook.url, secret: WEBHOOK_SECRET };
    const first = await startEmulator({ port: 0, folder: data, webhook, retryDelaysMs: [300, 300] });
    await clientOf(first as never).customers.create({});
    await until(() => hook.received.length === 1);
    const { store } = first.engine.emulator;
    await until(() => [...store.newest("delivery")][0]?.tries.length === 1);
    await first.close();
    const second = await startEmulator({ port: 0, folder: data, webhook, retryDelaysMs: [20, 20, 20] });
    await until(() => hook.received.length === 3);
    expect(new Set(hook.received.map((one) => one.event.id)).size).toBe(1);
    const states = (from: typeof first) =>
      [...from.engine.emulator.store.newest("delivery")].map((one) => one.state);
    await until(() => states(second)[0] === "succeeded");
    await second.close();
    expect(states(await openEmulator({ folder: data, webhook }))).toEqual(["succeeded"]);
  });

  it("after kill -9 has everything that was answered, and ignores a torn last line", async () => {
    const data = join(folder, "killed");
    const { child, port } = await spawnServer(data);
    const stripe = clientOf({ port } as never);
    const answered: string[] = [];
    const busy = Array.from({ length: 8 }, async () => {
      for (;;) answered.push((await stripe.paymentIntents.create(pay)).id);
    });
    await until(() => answered.length > 60);
    child.kill("SIGKILL");
    await Promise.allSettled(busy);
    appendFileSync(join(data, "journal.jsonl"), '[["payment_intent","pi_torn",{"id":"pi_to');
    const again = await openEmulator({ folder: data });
    const { store } = again.engine.emulator;
    const lost = answered.filter((id) => store.get("payment_intent", id)?.status !== "succeeded");
    expect(lost).toEqual([]);
    for (const intent of store.newest("payment_intent")) {
      expect(store.get("charge", String(intent.latest_charge))?.payment_intent).toBe(intent.id);
    }
  });
});

it("two emulators never work in one folder", async () => {
  const data = join(folder, "shared");
  const first = await startEmulator({ port: 0, folder: data });
  await expect(lockFolder(data, 0)).rejects.toThrow("another emulator works in");
  const second = startEmulator({ port: 0, folder: data });
  await first.close();
  await (await second).close();
});

describe("the process", () => {
  it("ends by SIGTERM with 0, and by itself when its parent is gone", async () => {
    const { child } = await spawnServer(join(folder, "term"));
    child.kill("SIGTERM");
    expect(await ended(child)).toBe(0);
    const parent = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
    const orphan = await spawnServer(join(folder, "orphan"), { EMULATOR_PARENT_PID: String(parent.pid) });
    parent.kill("SIGKILL");
    expect(await ended(orphan.child)).toBe(0);
  });
});
