import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeClients, sql } from "@/db/client";
import { useTestEnvironment } from "@/db/testing";
import { Wire } from "@/db/testing/wire";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { useOwnServer } from "@/lib/ledger/testing/own-server";
import { deliver, eventOf, paymentIntentOf } from "./testing";

useTestEnvironment();
const server = useOwnServer();

const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };
const AWAY = { status: 503, answer: { received: false, error: "database_unavailable" } };
const CROWD = 100;
/** As many as the app has connections. */
const TRIES_MAX = 8;
/** As large as a file of PostgreSQL's log, which must fit. */
const FILE_BYTES_MAX = 16 * 1024 * 1024;
const LARGE_BYTES = 900_000;

/** Whether this system can limit a process that runs already: every usual Linux can. */
const canLimit = spawnSync("prlimit", ["--version"]).status === 0;

/** Past the wires and the pool of the app: what is in the database. */
let witness: postgres.Sql;
beforeAll(() => {
  witness = postgres(server().url, { max: 1, onnotice: () => {} });
});
afterEach(async () => {
  process.env.DATABASE_URL = server().url;
  await closeClients();
});
afterAll(async () => {
  await witness.end();
  expect(await brokenPromises()).toEqual([]);
});

type Order = Awaited<ReturnType<typeof newOrder>>;
const successOf = (order: Order) => eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));

describe("a database that refuses connections", () => {
  it("keeps nobody waiting: a crowd is answered 503, and all of it is taken when it comes again", async () => {
    const orders = await Promise.all(Array.from({ length: CROWD }, () => newOrder()));
    const events = orders.map(successOf);
    await server().stopHard("immediate shutdown", async () => {
      await closeClients();
      // Each connection that is refused has an error of its own; all that waited in line with it share that.
      const asked = await Promise.allSettled(Array.from({ length: CROWD }, () => sql()`select 1`));
      const errors = new Set(asked.map((each) => (each.status === "rejected" ? each.reason : each.value)));
      expect(errors.size).toBeLessThanOrEqual(TRIES_MAX);
      const answers = await Promise.all(events.map(({ body }) => deliver(body)));
      for (const answer of answers) expect(answer).toMatchObject(AWAY);
    });
    const answers = await Promise.all(events.map(({ body }) => deliver(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    for (const order of orders) expect(await stateOf(order)).toEqual(CREDITED);
  });
});

describe("a commit whose answer is lost with its connection", () => {
  it.each([
    ["one statement", false],
    ["a transaction", true],
  ])("of %s is found done, and answered as done", async (_how, isOld) => {
    const order = await newOrder();
    if (isOld) await sql()`update orders set validity_months = 11 where id = ${order.orderId}`;
    const { id, body } = successOf(order);
    const wire = await Wire.to(server().port);
    process.env.DATABASE_URL = wire.through(server().url);
    await closeClients();
    const isSent = wire.hushAt(isOld ? "commit" : id);
    const delivery = deliver(body);
    await isSent;
    const paid = () => witness`select 1 from orders where id = ${order.orderId} and status = 'paid'`;
    await expect.poll(paid).toHaveLength(1);
    wire.cut();
    expect(await delivery).toMatchObject({ status: 200, answer: { received: true, event: id } });
    expect(await stateOf(order)).toEqual(CREDITED);
    const [row] = await sql()`select state, attempts from inbox_events where id = ${id}`;
    expect(row).toEqual({ state: "processed", attempts: 1 });
    await wire.close();
  });
});

describe("a database that cannot be written", () => {
  it("because it is read-only answers 503, and the event is taken when it can be written again", async () => {
    const order = await newOrder();
    const { body } = successOf(order);
    await witness`alter database topup set default_transaction_read_only = on`;
    await closeClients();
    expect(await deliver(body)).toMatchObject(AWAY);
    await witness`alter database topup reset default_transaction_read_only`;
    // Who reads is not told to go away: an event that came before is known.
    await closeClients();
    expect((await deliver(body)).status).toBe(200);
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  // A limit on the size of its files fails a write as a full disk does, in the middle of a statement.
  it.runIf(canLimit)(
    "because its disk is full answers 503, and the event is taken when there is room again",
    async () => {
      const order = await newOrder();
      const { id, body } = eventOf("payment_intent.succeeded", {
        ...paymentIntentOf(moneyOf(order)),
        description: noise(25_000),
      });
      await limitFiles(String(FILE_BYTES_MAX));
      for (let kept = 0; kept < FILE_BYTES_MAX; kept += LARGE_BYTES)
        await deliver(eventOf("moon.landed", { id: "moon_1", picture: noise(LARGE_BYTES) }).body);
      expect(await deliver(body)).toMatchObject(AWAY);
      expect(await stateOf(order)).toMatchObject({ available: 0, grants: 0, order: "open" });
      await limitFiles("unlimited");
      expect(await deliver(body)).toMatchObject({ status: 200, answer: { event: id } });
      expect(await stateOf(order)).toEqual(CREDITED);
    },
  );
});

/** Text that no database makes smaller. */
function noise(bytes: number): string {
  return randomBytes(bytes).toString("base64").slice(0, bytes);
}

/** How large a file the database's new connections may write. Only its own account may say so. */
async function limitFiles(bytes: string): Promise<void> {
  const { pid } = server();
  const { uid, gid } = statSync(`/proc/${pid}`);
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`], { uid, gid });
  await closeClients();
}
