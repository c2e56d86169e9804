import { describe, expect, it } from "vitest";
import { readWantedPlan, toChangePlanPath, toConfirmPlanPath } from "./wanted-plan";

function wanted(plan: unknown, interval: unknown, currency: unknown) {
  return readWantedPlan((name) => ({ plan, interval, currency })[name]);
}

describe("what a form asks to subscribe to", () => {
  it("is a plan of the catalog, for a month or a year, in a currency we sell in", () => {
    expect(wanted("pro", "year", "jpy")).toMatchObject({
      ok: true,
      planId: "pro",
      interval: "year",
      currency: "jpy",
      plan: { id: "pro" },
    });
  });

  it.each([
    ["golden", "month", "usd"],
    ["pro", "week", "usd"],
    ["pro", "month", "xau"],
    ["__proto__", "month", "usd"],
    ["pro", "constructor", "usd"],
    ["maker", "month", "usd"],
    [null, undefined, 1],
    [["pro", "pro"], "month", "usd"],
    [new File([], "pro"), "month", "usd"],
  ])("is refused when any of it is made up: %s, %s, %s", (plan, interval, currency) => {
    expect(wanted(plan, interval, currency).ok).toBe(false);
  });

  it("goes on, after signing in, on a page of this site whatever was typed", () => {
    expect(toConfirmPlanPath(wanted("pro", "month", "usd"))).toBe(
      "/checkout/new?plan=pro&interval=month&currency=usd",
    );
    expect(toConfirmPlanPath(wanted("x&return=//evil.example", "year", "usd"))).toBe(
      "/checkout/new?plan=x%26return%3D%2F%2Fevil.example&interval=year&currency=usd",
    );
    expect(toConfirmPlanPath(wanted("x".repeat(5000), "y".repeat(5000), "usd")).length).toBeLessThan(150);
  });
});

it("a plan is changed on the dashboard, to the one that was looked at", () => {
  expect(toChangePlanPath("pro", "year")).toBe("/dashboard/plan/change?plan=pro&interval=year");
});
