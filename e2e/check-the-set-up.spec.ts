import { sql } from "@/db/client";
import { expectAccessible, expectNoSidewaysScroll } from "./support/look";
import { officeOf } from "./support/office";
import { prefer, signUp } from "./support/person";
import { expect, test } from "./support/test";

test("nobody but an operator is told how the set-up is", async ({ page, complaints }) => {
  complaints.expect(/status of 404/);
  await prefer(page, "en", "usd");
  await signUp(page);
  expect((await page.goto("/admin/setup"))?.status()).toBe(404);
  await expect(page.getByText("Signing secret")).toHaveCount(0);
});

test("an operator sees that a signed delivery arrives, and of what is wrong how to mend it", async ({
  browser,
  complaints,
}) => {
  const desk = await officeOf(browser, complaints);
  await desk.setViewportSize({ width: 360, height: 740 });
  await desk.goto("/admin");
  await desk.getByRole("link", { name: "Set-up" }).click();
  const right = desk.getByRole("region", { name: "In order" });
  await expect(right).toContainText("/stripe/subscription-webhook took a signed delivery.");
  await expect(right).toContainText("Both keys are known to Stripe, test mode");
  await expect(desk.getByRole("region", { name: "Schedules" })).toHaveCount(0);

  await sql()`
    insert into cron_calls (path, called_at, ended_at)
    values ('/api/cron/inbox', now(), now()),
      ('/api/cron/sweep', now() - interval '3 days', now() - interval '3 days')`;
  await desk.getByRole("link", { name: "Look again" }).click();
  const schedules = desk.getByRole("region", { name: "Schedules" });
  await expect(schedules).toContainText("/api/cron/sweep was last called 72 hours ago.");
  await expect(schedules).toContainText("How to mend it: See at your host whether the schedule is still on");
  await expectAccessible(desk);
  await expectNoSidewaysScroll(desk);
  await sql()`delete from cron_calls`;
});
