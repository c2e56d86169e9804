import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, pageHeaders } from "./page-headers";

const LIVE = { nonce: "abc123", https: true, development: false, emulator: null };
const EMULATED = { ...LIVE, https: false, emulator: "http://127.0.0.1:12111" };

function directive(policy: string, name: string): string {
  return policy.split("; ").find((part) => part === name || part.startsWith(`${name} `)) ?? "";
}

describe("the policy of a page", () => {
  it("runs no script without the nonce, and evaluates nothing", () => {
    const scripts = directive(contentSecurityPolicy(LIVE), "script-src");
    expect(scripts).toContain("'nonce-abc123'");
    expect(scripts).not.toContain("unsafe-inline");
    expect(scripts).not.toContain("unsafe-eval");
  });

  it("lets Stripe in with live keys, and nobody from this machine", () => {
    const policy = contentSecurityPolicy(LIVE);
    expect(directive(policy, "frame-src")).toBe(
      "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
    );
    expect(directive(policy, "connect-src")).toBe("connect-src 'self' https://api.stripe.com");
    expect(policy).not.toContain("127.0.0.1");
    expect(policy).not.toContain("http:");
  });

  it("lets only the emulator in while it stands in for Stripe", () => {
    const policy = contentSecurityPolicy(EMULATED);
    expect(directive(policy, "frame-src")).toBe("frame-src http://127.0.0.1:12111");
    expect(policy).not.toContain("stripe.com");
  });

  it("cannot be framed, rebased or posted elsewhere", () => {
    const policy = contentSecurityPolicy(LIVE);
    for (const closed of [
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(closed);
  });

  it("allows inline style elements and eval while developing only", () => {
    const policy = contentSecurityPolicy({ ...LIVE, development: true });
    expect(directive(policy, "style-src")).toContain("'unsafe-inline'");
    expect(directive(contentSecurityPolicy(LIVE), "style-src")).toBe("style-src 'self' 'nonce-abc123'");
  });
});

describe("HTTPS", () => {
  it("is kept by the browser where the app is reached over it, and never asked for elsewhere", () => {
    expect(pageHeaders(LIVE)["Strict-Transport-Security"]).toBe("max-age=63072000");
    expect(pageHeaders(LIVE)["Content-Security-Policy"]).toContain("upgrade-insecure-requests");
    expect(pageHeaders(EMULATED)["Strict-Transport-Security"]).toBeUndefined();
    expect(pageHeaders(EMULATED)["Content-Security-Policy"]).not.toContain("upgrade-insecure-requests");
  });
});
