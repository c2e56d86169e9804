import { afterEach, beforeEach, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { forgetEnv } from "@/lib/platform/env";
import { GET } from "./route";

useTestDatabase();

const SECRET = "a-cron-secret-of-sixteen-or-more";

function call(secret: string | null) {
  const headers: Record<string, string> = secret === null ? {} : { authorization: `Bearer ${secret}` };
  return GET(new Request("http://localhost/api/cron/notices", { headers }));
}

beforeEach(() => {
  process.env.CRON_SECRET = SECRET;
  forgetEnv();
});
afterEach(() => {
  delete process.env.CRON_SECRET;
  forgetEnv();
});

it("200: says how many mails were owed and sent", async () => {
  const answer = await call(SECRET);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ trials: 0, sent: 0, dropped: 0, failed: 0 });
});

it("401: does nothing for who does not know the secret", async () => {
  for (const secret of ["wrong", null]) expect((await call(secret)).status).toBe(401);
});
