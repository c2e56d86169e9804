import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { reconcileNow } from "@/lib/reconciliation/testing";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { handleWebhook } from "./handle-webhook";
import { deliver, eventOf, signatureOf } from "./testing";
import { CREDITED, paidUnseen } from "./testing/paid-unseen";
import { answerIn, startProcess } from "./testing/start-process";

useTestDatabase();
useEmulator();
afterAll(async () => {
  expect(await reconcileNow()).toMatchObject({ ok: true, left: 0 });
  expect(await brokenPromises()).toEqual([]);
});

const UNTOUCHED = { available: 0, grants: 0, payments: 0, order: "open" };

async function rowOf(id: string) {
  const [row] = await sql()`select state, attempts from inbox_events where id = ${id}`;
  return row ?? null;
}

describe("a body that a proxy has changed", () => {
  const changes: [string, (body: string) => BodyInit][] = [
    ["cut short", (body) => body.slice(0, -1)],
    ["parsed and written anew", (body) => JSON.stringify(JSON.parse(body))],
    ["in another encoding", (body) => Buffer.from(body, "latin1")],
    ["with a mark of its encoding before it", (body) => `\ufeff${body}`],
    ["with other line ends", (body) => body.replaceAll("\n", "\r\n")],
    ["packed", (body) => gzipSync(body)],
  ];
  it.each(changes)("%s is refused and leaves nothing; as it was, it is taken", async (_how, change) => {
    const { order, succeeded } = await paidUnseen();
    const { id, data } = succeeded;
    const object = { ...data.object, description: "Crédits für 安娜" };
    const body = JSON.stringify({ ...succeeded, data: { object } }, null, 2);
    const changed = await deliver(body, { body: change(body) });
    expect(changed).toMatchObject({ status: 400, answer: { error: "signature_mismatch" } });
    expect([await stateOf(order), await rowOf(id)]).toEqual([UNTOUCHED, null]);
    expect((await deliver(body)).status).toBe(200);
    expect(await stateOf(order)).toEqual(CREDITED);
  });
});

describe("a body that comes drop by drop", () => {
  it("is not waited for: the line gets its answer and is free, and others are served meanwhile", async () => {
    const { port, stop } = await listen({ bodyMsMax: 500 });
    const { order, succeeded } = await paidUnseen();
    const body = JSON.stringify(succeeded);
    const lines = Array.from({ length: 50 }, () => sendHalf(port, body));
    expect((await deliver(body)).status).toBe(200);
    for (const answer of await Promise.all(lines)) {
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
      expect(answer).toContain("body_too_slow");
    }
    expect(await stateOf(order)).toEqual(CREDITED);
    stop();
  });
});

describe("what is refused although it is signed", () => {
  it("is a warning in the log, with its cause and nothing of its content", async () => {
    const otherMode = eventOf(
      "payment_intent.succeeded",
      { id: "pi_1", secret: "canary" },
      { livemode: true },
    );
    const { go } = await startProcess("deliver", { LOG_LEVEL: "warn" });
    const said = await go(
      [JSON.stringify(JSON.parse(otherMode.body)), '{"canary":', '{"canary":1}'].join("\n"),
    );
    const lines = said.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
    expect(lines).toMatchObject([
      { level: "warn", fault: "wrong_mode", event: otherMode.id },
      { level: "warn", fault: "body_not_json" },
      { level: "warn", fault: "not_an_event" },
    ]);
    expect(JSON.stringify(lines)).not.toContain("canary");
    expect(answerIn<{ status: number }[]>(said).map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(await rowOf(otherMode.id)).toBeNull();
  });
});

describe("an event of an API version that is not ours", () => {
  it("whose money we cannot read is read at Stripe, in our version, and credited once", async () => {
    const { order, intent, succeeded } = await paidUnseen();
    const strange = JSON.stringify({
      ...succeeded,
      api_version: "2031-01-01.future",
      data: { object: { id: intent.id, object: "payment_intent", money: { value: "5.00", in: "usd" } } },
    });
    await breakCalls({ path: `/v1/payment_intents/${intent.id}`, action: "fail", count: 3 });
    expect((await deliver(strange)).status).toBe(500);
    expect(await stateOf(order)).toMatchObject({ available: 0, grants: 0 });
    await breakCalls();
    expect((await deliver(strange)).status).toBe(200);
    expect(await stateOf(order)).toEqual(CREDITED);
    expect(await rowOf(succeeded.id)).toEqual({ state: "processed", attempts: 2 });
  });
});

/** The webhook on a port of its own, without Next, which waits less long for a body. */
async function listen({ bodyMsMax }: { bodyMsMax: number }): Promise<{ port: number; stop: () => void }> {
  const server: Server = createServer(async (incoming, response) => {
    const { method, url, headers } = incoming;
    const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
    const init = { method, headers: headers as Record<string, string>, body, duplex: "half" };
    const answer = await handleWebhook(new Request(`http://localhost${url}`, init), bodyMsMax);
    response.writeHead(answer.status, { connection: "close" }).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, stop: () => server.close() };
}

/** Promises a whole body on a real connection and sends half of it; what is answered until the line is closed. */
async function sendHalf(port: number, body: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const head = `POST / HTTP/1.1\r\nHost: x\r\nStripe-Signature: ${signatureOf(body)}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  socket.write(head + body.slice(0, body.length / 2));
  return text(socket);
}
