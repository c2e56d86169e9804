import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { forgetEnv } from "@/lib/platform/env";
import {
  CLIENT_ADDRESS_HEADER,
  findClientAddress,
  isFromThisMachine,
  isSharedAddress,
  markClientAddresses,
} from "./client-address";

Object.assign(process.env, {
  DATABASE_URL: "postgres://localhost/none",
  STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
  STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
  STRIPE_WEBHOOK_SECRET: "whsec_test0000000000000000",
  AUTH_SECRET: "only-for-tests-0123456789abcdef0123456789",
});

afterEach(() => {
  delete process.env.VERCEL;
  delete process.env.APP_URL;
  forgetEnv();
});

function vercel(): void {
  Object.assign(process.env, { VERCEL: "1", APP_URL: "https://topup.example.com" });
  forgetEnv();
}

describe("the address of a client", () => {
  it("is nothing a header says, before sockets are marked", () => {
    expect(findClientAddress(new Headers({ [CLIENT_ADDRESS_HEADER]: "192.0.2.1" }))).toBeNull();
    expect(isFromThisMachine(new Headers({ [CLIENT_ADDRESS_HEADER]: "127.0.0.1" }))).toBe(false);
  });

  it("is the socket's, whatever the client wrote into its headers", async () => {
    markClientAddresses();
    const server = createServer(({ headers }, response) => {
      response.end(String(headers[CLIENT_ADDRESS_HEADER]));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const forged = { [CLIENT_ADDRESS_HEADER]: "192.0.2.1", "x-forwarded-for": "192.0.2.2" };
    const answer = await fetch(`http://127.0.0.1:${port}`, { headers: forged });
    expect(await answer.text()).toBe("127.0.0.1");
    server.close();
  });

  it("is what Vercel's proxy says when we run on Vercel, and only then", () => {
    const headers = new Headers({ "x-real-ip": "192.0.2.1" });
    expect(findClientAddress(headers)).toBeNull();
    vercel();
    expect(findClientAddress(headers)).toBe("192.0.2.1");
    expect(findClientAddress(new Headers({ "x-real-ip": "not an address" }))).toBeNull();
  });
});

it("loopback and private addresses are shared, public ones are not", () => {
  for (const address of ["127.0.0.1", "10.1.2.3", "192.168.0.9", "172.20.0.1", "::1", "fd00::1", "fe80::1"]) {
    expect(isSharedAddress(address), address).toBe(true);
  }
  for (const address of ["203.0.113.7", "172.32.0.1", "2001:db8::1", "11.0.0.1"]) {
    expect(isSharedAddress(address), address).toBe(false);
  }
});
