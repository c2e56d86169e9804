import { afterAll, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { useClock } from "@/lib/platform/clock";
import { makeClient, post } from "./testing/client";
import { ANSWERS_KEPT_MS, trimRequests } from "./trim-requests";

useTestDatabase();
let ahead = 0;
afterAll(useClock(() => Date.now() + ahead));

it("removes answers after thirty days and none before, and what they answered stays done", async () => {
  const client = await makeClient(100);
  const key = { "Idempotency-Key": "old" };
  const first = await post("/spends", client, { credits: 1 }, key);
  await post("/spends", client, { credits: 1 });
  ahead = ANSWERS_KEPT_MS - 60_000;
  expect(await trimRequests({ limit: 10 })).toEqual({ trimmed: 0 });
  await post("/spends", client, { credits: 1 });
  ahead = ANSWERS_KEPT_MS + 60_000;
  expect(await trimRequests({ limit: 1 })).toEqual({ trimmed: 1 });
  expect(await trimRequests({ limit: 10 })).toEqual({ trimmed: 1 });
  expect(await sql()`select 1 from api_requests`).toHaveLength(1);
  const again = await post("/spends", client, { credits: 1 }, key);
  expect([again.text, again.headers.get("idempotent-replayed")]).toEqual([first.text, "true"]);
});
