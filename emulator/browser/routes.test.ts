import { describe, expect, it } from "vitest";
import type { BrowserDeps, PendingAction } from "./deps";
import { browserRoutes } from "./routes";

const WAITING: PendingAction = {
  intentId: "pi_1",
  kind: "three_d_secure",
  amount: 4900,
  currency: "usd",
  merchant: "<b>Shop</b>",
  returnUrl: "http://localhost:3000/done?a=1",
};

/** An emulator where one attempt waits; answers are kept to look at. */
function openRoutes() {
  const answers: string[] = [];
  const deps: BrowserDeps = {
    findPendingAction: (ref) => (ref === "payatt_1" || ref === "pi_1" ? WAITING : null),
    finishAction: (ref, outcome) => {
      if (ref !== "payatt_1") return null;
      answers.push(outcome);
      const redirectStatus = outcome === "complete" ? "succeeded" : "failed";
      return {
        intentId: "pi_1",
        clientSecret: "pi_1_secret_2",
        redirectStatus,
        returnUrl: WAITING.returnUrl,
      };
    },
  };
  return { app: browserRoutes(deps), answers };
}

function form(outcome: string) {
  return { method: "POST", body: new URLSearchParams({ outcome }) };
}

describe("what pages load", () => {
  it("Stripe.js is one classic script that may be loaded from any origin and is never stored", async () => {
    const response = await openRoutes().app.request("http://127.0.0.1:3399/endive/stripe.js");
    const script = await response.text();
    expect(script.startsWith('var ENDIVE_ORIGIN = "http://127.0.0.1:3399";')).toBe(true);
    expect(script).not.toMatch(/^\s*(import|export) /m);
    expect(response.headers.get("content-type")).toContain("text/javascript");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("frames may talk to the emulator only, and unknown ones do not exist", async () => {
    const { app } = openRoutes();
    const policy = (await app.request("/endive/frames/payment")).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect((await app.request("/endive/frames/nonsense")).status).toBe(404);
  });
});

describe("the bank's and the wallet's pages", () => {
  it("show what is paid, escaped, in the reader's language", async () => {
    const { app } = openRoutes();
    const english = await (await app.request("/_emulator/three-ds?source=payatt_1")).text();
    expect(english).toContain("$49.00");
    expect(english).toContain("&lt;b&gt;Shop&lt;/b&gt;");
    const headers = { "accept-language": "zh-CN,zh;q=0.9" };
    expect(await (await app.request("/_emulator/alipay/pi_1", { headers })).text()).toContain(
      "使用支付宝付款",
    );
  });

  it("carry the answer out once and go back with what Stripe appends", async () => {
    const { app, answers } = openRoutes();
    const response = await app.request("/_emulator/three-ds?source=payatt_1", form("complete"));
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(
      "http://localhost:3000/done?a=1&payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded",
    );
    expect(answers).toEqual(["complete"]);
  });

  it("an answer that is not one of the two buttons fails the payment", async () => {
    const { app, answers } = openRoutes();
    await app.request("/_emulator/three-ds?source=payatt_1", form("whatever"));
    expect(answers).toEqual(["fail"]);
  });

  it("a finished or made-up attempt is a 404 that says so, never a second answer", async () => {
    const { app, answers } = openRoutes();
    const page = await app.request("/_emulator/three-ds?source=payatt_none");
    expect([page.status, (await page.text()).includes("Nothing to confirm")]).toEqual([404, true]);
    expect((await app.request("/_emulator/alipay/pi_none", form("complete"))).status).toBe(404);
    expect(answers).toEqual([]);
  });

  it("allow the form to lead to the return address and nowhere else, and no other site to frame them", async () => {
    const { app } = openRoutes();
    const page = await app.request("/_emulator/alipay/pi_1");
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("form-action 'self' http://localhost:3000");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

it("the wallet switch takes known wallets only, and starts with none", async () => {
  const { app } = openRoutes();
  const post = (wallets: unknown) =>
    app.request("/_emulator/wallets", { method: "POST", body: JSON.stringify({ wallets }) });
  expect(await (await app.request("/_emulator/wallets")).json()).toEqual({ wallets: [] });
  expect((await post(["cash"])).status).toBe(400);
  expect(await (await post(["link", "googlePay"])).json()).toEqual({ wallets: ["link", "googlePay"] });
});
