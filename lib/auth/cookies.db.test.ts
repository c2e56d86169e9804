import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { cookiesOf } from "./ask-library";
import { buildAuth } from "./auth";
import { PASSWORD } from "./testing";

useTestDatabase();

const authSecret = "only-for-tests-0123456789abcdef0123456789";

async function cookiesAt(appUrl: string) {
  const body = { name: "Ada", email: `${appUrl.length}@example.com`, password: PASSWORD };
  const { headers } = await buildAuth({ appUrl, authSecret }).api.signUpEmail({
    body,
    headers: new Headers(),
    returnHeaders: true,
  });
  return { lines: headers.getSetCookie(), cookies: cookiesOf(headers) };
}

describe("every cookie of a session", () => {
  it("is locked to this host, to HTTPS and away from scripts when the site is on HTTPS", async () => {
    const { lines, cookies } = await cookiesAt("https://topup.example.com");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatch(/^__Host-topup\.[a-z_]+=/);
      expect(line).toMatch(/; Secure/);
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; SameSite=Lax/);
      expect(line).toMatch(/; Path=\/(;|$)/);
      expect(line).not.toMatch(/Domain=/i);
    }
    const expected = { secure: true, httpOnly: true, sameSite: "lax", path: "/" };
    for (const { options } of cookies) expect(options).toMatchObject(expected);
  });

  it("works without HTTPS on a local machine, with the same locks otherwise", async () => {
    const { lines } = await cookiesAt("http://localhost:3000");
    for (const line of lines) {
      expect(line).toMatch(/^topup\./);
      expect(line).not.toMatch(/Secure/);
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; SameSite=Lax/);
    }
  });
});
