import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { forgetEnv } from "@/lib/platform/env";
import { deliver, eventOf, signatureOf } from "./testing";

useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), "topup-listening-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a server that runs takes what stripe:listen forwards as soon as it was left the secret, without a restart", async () => {
  process.env.TOPUP_DATA = folder;
  forgetEnv();
  const secret = "whsec_givenbythecli00000000";
  const { body } = eventOf("customer.updated", { id: "cus_1", object: "customer" });
  const send = () => deliver(body, { signature: signatureOf(body, { secret }) });
  expect(await send()).toMatchObject({ status: 400, answer: { error: "signature_mismatch" } });
  writeFileSync(join(folder, "stripe-listen.json"), JSON.stringify({ secret }));
  expect(await send()).toMatchObject({ status: 200, answer: { received: true } });
});
