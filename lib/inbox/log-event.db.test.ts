import { afterAll, beforeAll, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder } from "@/lib/checkout/testing";
import { eventOf, paymentIntentOf } from "./testing";
import { startProcess } from "./testing/start-process";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const CANARIES = {
  mail: "canary.person@example.org",
  name: "Canary Lastname",
  street: "1 Canary Lane",
  card: "4242424242424242",
  secret: "pi_1_secret_canarysecretcanary",
  key: "sk_test_canarycanarycanary",
};
type Line = Record<string, unknown>;

/** An event whose object is full of what nobody may read in a log. */
function successOf(order: Awaited<ReturnType<typeof newOrder>>) {
  return eventOf("payment_intent.succeeded", {
    ...paymentIntentOf(moneyOf(order)),
    client_secret: CANARIES.secret,
    description: `${CANARIES.name} ${CANARIES.card} ${CANARIES.key}`,
    receipt_email: CANARIES.mail,
    shipping: { name: CANARIES.name, address: { line1: CANARIES.street } },
    last_payment_error: { message: `refused ${CANARIES.card} of ${CANARIES.mail}` },
  });
}

let said = "";
let lines: Line[] = [];
const ids: Record<string, string> = {};

beforeAll(async () => {
  const [fine, broken, other] = [await newOrder(), await newOrder(), await newOrder()];
  await sql().unsafe(
    `alter table payments add constraint broken check (order_id is distinct from '${broken.orderId}') not valid`,
  );
  const differs = { amountMinor: 499, amountReceivedMinor: 499 };
  const events = {
    processed: successOf(fine),
    failed: successOf(broken),
    parked: eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(other, differs))),
    ignored: eventOf("customer.created", { id: "cus_1", email: CANARIES.mail, name: CANARIES.name }),
  };
  for (const [name, { id }] of Object.entries(events)) ids[name] = id;
  const bodies = [...Object.values(events), events.processed].map(({ body }) =>
    JSON.stringify(JSON.parse(body)),
  );
  const { go } = await startProcess("deliver", { LOG_LEVEL: "trace" });
  said = await go(bodies.join("\n"));
  lines = said.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  await sql().unsafe("alter table payments drop constraint broken");
});

const linesOf = (name: string) => lines.filter(({ event, ms }) => event === ids[name] && ms !== undefined);

it.each(["processed", "failed", "parked", "ignored"])(
  "an event that ended as %s is one line with id, type, object, outcome, attempt and milliseconds",
  (outcome) => {
    const [line] = linesOf(outcome);
    expect(line).toMatchObject({ outcome, type: expect.any(String), attempt: 1, ms: expect.any(Number) });
    expect(line?.object).toMatch(outcome === "ignored" ? /^cus_/ : /^pi_/);
    expect(linesOf(outcome).filter(({ again }) => !again)).toHaveLength(1);
  },
);

it("a repeated delivery has its own line, which says that nothing was done again", () => {
  expect(linesOf("processed")).toMatchObject([
    { outcome: "processed" },
    { outcome: "processed", again: true },
  ]);
});

it("a failure says why", () => {
  expect(JSON.stringify(linesOf("failed")[0]?.err)).toContain("violates check constraint");
});

it.each(Object.entries(CANARIES))("no line holds a %s, at any level of detail", (_name, canary) => {
  expect(lines.length).toBeGreaterThan(4);
  expect(said).not.toContain(canary);
});
