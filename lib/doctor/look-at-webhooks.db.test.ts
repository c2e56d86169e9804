import { afterEach, beforeEach, expect, test } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { useClock } from "@/lib/platform/clock";
import { forgetEnv } from "@/lib/platform/env";
import { useEmulator } from "@/lib/stripe/testing";
import { lookAtWebhooks, readAlarm } from "./look-at-webhooks";
import { closeServersAfterEach, serverOfOurs, serverSaying } from "./testing";

useTestDatabase();
useEmulator();
closeServersAfterEach();

const HOUR_MS = 3_600_000;
let restore = () => {};
beforeEach(async () => {
  await sql()`delete from set_up_looks`;
});
afterEach(() => {
  restore();
  restore = () => {};
});

async function lookAt(address: string) {
  process.env.APP_URL = address;
  forgetEnv();
  await lookAtWebhooks(process.env);
}

const alarm = async () => (await readAlarm()).broken.map(({ name }) => name);

test("before anybody looked there is no alarm, and it is time to look", async () => {
  expect(await readAlarm()).toEqual({ broken: [], isDue: true });
});

test("deliveries that cannot arrive raise an alarm until they can", async () => {
  await lookAt(await serverSaying(308, { location: "https://www.shop.example/" }));
  expect(await alarm()).toEqual(["probe_sent_to_another_host"]);
  await lookAt(await serverOfOurs());
  expect(await readAlarm()).toEqual({ broken: [], isDue: false });
});

test("an alarm is looked at again after half an hour, and no longer believed after two days", async () => {
  await lookAt(await serverSaying(401, {}));
  restore = useClock(() => Date.now() + HOUR_MS);
  expect(await readAlarm()).toMatchObject({
    broken: [{ name: "probe_stopped_by_a_guard", facts: { status: 401 } }],
    isDue: true,
  });
  restore();
  restore = useClock(() => Date.now() + 48 * HOUR_MS);
  expect(await readAlarm()).toEqual({ broken: [], isDue: true });
});

test("what an older version found and this one has no words for raises no alarm", async () => {
  await lookAt(await serverSaying(401, {}));
  await sql()`
    update set_up_looks set findings = replace(findings::text, 'probe_stopped_by_a_guard', 'gone')::jsonb`;
  expect(await alarm()).toEqual([]);
});

test("what was found in the other mode raises no alarm in this one", async () => {
  await lookAt(await serverSaying(401, {}));
  await sql()`update set_up_looks set livemode = true`;
  expect(await alarm()).toEqual([]);
});
