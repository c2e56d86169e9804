import { expect, it } from "vitest";
import { ENABLED_EVENTS, findHandler } from "./registry";

it("every event we ask Stripe for has its handler, once", () => {
  expect(new Set(ENABLED_EVENTS).size).toBe(ENABLED_EVENTS.length);
  for (const type of ENABLED_EVENTS) expect(findHandler(type)?.type).toBe(type);
});

it("the events that carry money are asked for", () => {
  for (const type of ["payment_intent.succeeded", "payment_intent.payment_failed", "charge.updated"])
    expect(ENABLED_EVENTS).toContain(type);
});

it("an event without a handler has none, also when it is named like a property of every object", () => {
  expect(findHandler("constructor")).toBeNull();
});
