import {
  codeLine,
  endCode,
  enterCode,
  orderPlan,
  planButton,
  pressSubscribe,
  promotionCode,
  summaryLine,
} from "./support/buy-plan";
import { signUpByClock } from "./support/clock";
import { countOrders, expectSteps } from "./support/facts";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, THEMES } from "./support/look";
import {
  CARDS,
  challenge,
  complete3ds,
  fillCard,
  payButton,
  paymentFrame,
  payWith,
  pressPay,
  refusal,
} from "./support/payment-form";
import { fillSignUp, newPerson, prefer, signUp } from "./support/person";
import { chargesOf, expectPlanEnd, planOf, subscribeAside } from "./support/plans";
import { anotherBrowser, expect, orderIdOf, test } from "./support/test";

/**
 * Cards for trials: a card has one trial ever, whoever enters it, so no other test may start one with these. All ask
 * for 3D Secure.
 */
const TRIAL_CARDS = {
  first: "4000000000003220",
  second: "4000003800000446",
  third: "4000002500003155",
} as const;

const BEGUN = ["done", "done", "done", "done"];

test.beforeEach(async ({ page }) => {
  await prefer(page, "en", "usd");
});

test("a person confirms the first month with their bank and has the credits of the period", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await orderPlan(page, "starter");
  await expect(summaryLine(page, "Total today")).toHaveText("$9.00");
  await expect(summaryLine(page, "Next payment")).toHaveText("$9.00");
  await expect(payButton(page)).toContainText("Subscribe and pay $9.00");
  await payWith(page, CARDS.threeDs);
  await complete3ds(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your Starter plan has begun");
  await expectSteps(page, BEGUN);
  await expectPlanEnd(page, person, {
    plan: "starter",
    status: "active",
    interval: "month",
    grants: [250],
    charges: [900],
  });
});

test("a person chooses years and has the credits of twelve months at once", async ({ page }) => {
  const person = await signUpByClock(page);
  await page.goto("/");
  await page.getByRole("navigation", { name: "How often to pay" }).getByText("Yearly").click();
  await expect(page).toHaveURL("/?interval=year#plans");
  await planButton(page, "scale").click();
  await expect(summaryLine(page, "Total today")).toHaveText("$990.00");
  await payWith(page, CARDS.visa);
  await expectSteps(page, BEGUN);
  await expectPlanEnd(page, person, {
    plan: "scale",
    status: "active",
    interval: "year",
    grants: [48000],
    charges: [99000],
  });
});

test("a trial charges nothing today: the bank checks the card and the trial's credits are there", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await orderPlan(page, "pro");
  await expect(summaryLine(page, "Total today")).toHaveText("$0.00");
  await expect(summaryLine(page, "Next payment")).toHaveText("$29.00");
  await expect(payButton(page)).toContainText("Start 7 days free");
  await payWith(page, TRIAL_CARDS.first);
  await complete3ds(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your trial of the Pro plan has begun");
  await expect(page.getByText(/^Free trial until /)).toBeVisible();
  await expectSteps(page, BEGUN);
  await expectPlanEnd(page, person, { plan: "pro", status: "trialing", grants: [100], charges: [] });
});

test("a person reloads in the middle of the bank's check and goes on to the trial", async ({ page }) => {
  const person = await signUpByClock(page);
  await orderPlan(page, "pro");
  await payWith(page, TRIAL_CARDS.third);
  await challenge(page);
  await page.reload();
  await page.getByRole("button", { name: "Continue with your bank" }).click();
  await complete3ds(page);
  await expectSteps(page, BEGUN);
  await expectPlanEnd(page, person, { plan: "pro", status: "trialing", grants: [100], charges: [] });
});

test("whoever's card had a trial is shown the full price, and is charged it only after pressing again", async ({
  page,
  browser,
  complaints,
}) => {
  await signUp(page);
  await orderPlan(page, "pro");
  await payWith(page, TRIAL_CARDS.second);
  await complete3ds(page);
  await expectSteps(page, BEGUN);

  const context = await anotherBrowser(browser, complaints);
  const other = await context.newPage();
  await prefer(other, "en", "usd");
  const person = await signUpByClock(other);
  await orderPlan(other, "pro");
  await payWith(other, TRIAL_CARDS.second);
  await expect(refusal(other)).toContainText("There is no free trial for you this time");
  await expect(summaryLine(other, "Total today")).toHaveText("$29.00");
  await expect(payButton(other)).toContainText("Subscribe and pay $29.00");
  expect(await chargesOf(person)).toEqual([]);
  await pressPay(other);
  await complete3ds(other);
  await expectSteps(other, BEGUN);
  await expectPlanEnd(other, person, { plan: "pro", status: "active", grants: [1000], charges: [2900] });
  await context.close();
});

test("a promotion code changes the price in place, keeps the typed card, and that price is charged", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  const code = await promotionCode({ percent_off: 20, duration: "once" });
  await orderPlan(page, "starter");
  await fillCard(page, CARDS.visa);
  await enterCode(page, code.toLowerCase());
  await expect(page.getByText(`${code} counts. You pay $7.20 today.`)).toBeVisible();
  await expect(summaryLine(page, "Total today")).toHaveText("$7.20");
  await expect(summaryLine(page, "Next payment")).toHaveText("$9.00");
  await expect(paymentFrame(page).locator('[name="number"]')).not.toHaveValue("");
  await expect(payButton(page)).toContainText("Subscribe and pay $7.20");
  await pressPay(page);
  await expectSteps(page, BEGUN);
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [720] });
});

test("a code that takes everything off starts the plan on a checked card, and nothing is charged", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  const code = await promotionCode({ percent_off: 100, duration: "once" });
  await orderPlan(page, "starter");
  await enterCode(page, code);
  await expect(summaryLine(page, "Next payment")).toHaveText("$9.00");
  await expect(payButton(page)).toContainText("Start the plan, $0.00 today");
  await payWith(page, CARDS.threeDs);
  await complete3ds(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your Starter plan has begun");
  await expectSteps(page, BEGUN);
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [] });
});

test("a code that does not count says why and leaves the price; one that is removed gives it back", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  const code = await promotionCode({ amount_off: 200, currency: "usd", duration: "forever" });
  const past = await promotionCode({ percent_off: 50, duration: "once" });
  await endCode(past);
  await orderPlan(page, "starter");
  await enterCode(page, "NOSUCHCODE");
  await expect(refusal(page)).toContainText("There is no such code");
  await expect(page.locator('input[name="code"]')).toHaveValue("NOSUCHCODE");
  await expect(summaryLine(page, "Total today")).toHaveText("$9.00");
  await enterCode(page, code);
  await expect(summaryLine(page, "Total today")).toHaveText("$7.00");
  await expect(summaryLine(page, "Next payment")).toHaveText("$7.00");
  await page.getByRole("button", { name: "Remove the code" }).click();
  await expect(summaryLine(page, "Total today")).toHaveText("$9.00");
  await enterCode(page, past);
  await expect(refusal(page)).toContainText("This code has expired");
  await payWith(page, CARDS.visa);
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [900] });
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a promotion code is applied, refused and removed all the same", async ({ page }) => {
    const code = await promotionCode({ percent_off: 20, duration: "once" });
    await signUp(page);
    await orderPlan(page, "starter");
    await enterCode(page, "NOSUCHCODE");
    await expect(refusal(page)).toContainText("There is no such code");
    await enterCode(page, code);
    await expect(summaryLine(page, "Total today")).toHaveText("$7.20");
    await page.getByRole("button", { name: "Remove the code" }).click();
    await expect(summaryLine(page, "Total today")).toHaveText("$9.00");
  });
});

test("a person whose page shows an old price is charged nothing until they saw the new one", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  const code = await promotionCode({ percent_off: 20, duration: "once" });
  const order = await orderPlan(page, "starter");
  await enterCode(page, code);
  await expect(payButton(page)).toContainText("$7.20");
  await fillCard(page, CARDS.visa);
  const other = await page.context().newPage();
  await other.goto(`/checkout/${order}`);
  await other.getByRole("button", { name: "Remove the code" }).click();
  await expect(payButton(other)).toContainText("$9.00");
  await pressPay(page);
  await expect(refusal(page)).toContainText("The price of this order has changed");
  await expect(payButton(page)).toContainText("$9.00");
  expect(await chargesOf(person)).toEqual([]);
  await pressPay(page);
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [900] });
});

test("a declined card starts nothing, and the same order is paid with another", async ({ page }) => {
  const person = await signUpByClock(page);
  const order = await orderPlan(page, "starter");
  await payWith(page, CARDS.insufficientFunds);
  await expect(refusal(page)).toContainText("There is not enough money on this card");
  await expect(refusal(page)).toContainText("Nothing was charged");
  await page.goto(`/orders/${order}`);
  await expectSteps(page, ["done", "failed", "waiting", "waiting"]);
  await page.getByRole("link", { name: "Use another card" }).click();
  await payWith(page, CARDS.visa);
  await expect(page).toHaveURL(`/orders/${order}`);
  await expectSteps(page, BEGUN);
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [900] });
});

test("a second tab with the same plan is the same order, and is paid once", async ({ page }) => {
  const person = await signUpByClock(page);
  const order = await orderPlan(page, "starter");
  const other = await page.context().newPage();
  expect(await orderPlan(other, "starter")).toBe(order);
  expect(await countOrders(person.email)).toBe(1);
  await fillCard(other, CARDS.visa);
  await payWith(page, CARDS.visa);
  await expectSteps(page, BEGUN);
  await pressPay(other);
  await expect(refusal(other)).toContainText("This order is already paid");
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [900] });
});

test("of two tabs with two plans one begins, and the other is told and never charged", async ({ page }) => {
  const person = await signUpByClock(page);
  await orderPlan(page, "starter");
  const other = await page.context().newPage();
  await orderPlan(other, "scale");
  await fillCard(other, CARDS.visa);
  await payWith(page, CARDS.visa);
  await expectSteps(page, BEGUN);
  await pressPay(other);
  await expect(refusal(other)).toContainText("You have a plan already");
  await expect(refusal(other).getByRole("link")).toHaveAttribute("href", "/dashboard/plan");
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [900] });
});

test("a person who has a plan is led to change it, also from an order begun before, and nothing is ordered", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  const before = await orderPlan(page, "scale");
  await subscribeAside(person, { plan: "starter", interval: "month" });
  await page.goto("/#plans");
  const plans = page.locator("#plans");
  await expect(plans.getByRole("link", { name: "Manage your plan" })).toHaveAttribute(
    "href",
    "/dashboard/plan",
  );
  await expect(plans.getByRole("link", { name: "Change to Pro" })).toHaveAttribute(
    "href",
    "/dashboard/plan/change?plan=pro&interval=month",
  );
  await expect(plans.locator("form")).toHaveCount(0);
  await page.goto("/checkout/new?plan=scale&interval=year&currency=usd");
  await expect(page).toHaveURL("/dashboard/plan/change?plan=scale&interval=year");
  await page.goto(`/checkout/${before}`);
  await expect(page).toHaveURL("/dashboard/plan/change?plan=scale&interval=month");
  expect(await countOrders(person.email)).toBe(1);
});

test("a newcomer's wish survives signing up", async ({ page }) => {
  await pressSubscribe(page, "scale", "year");
  await expect(page).toHaveURL(/\/sign-up\?/);
  await fillSignUp(page, newPerson());
  await expect(page).toHaveURL("/checkout/new?plan=scale&interval=year&currency=usd");
  await expect(page.getByRole("main")).toContainText("$990.00");
  await page.locator('main form button[type="submit"]').click();
  await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}(#plans)?$/);
  await expect(summaryLine(page, "Total today")).toHaveText("$990.00");
});

test("a plan, interval or currency that we do not sell is refused in words", async ({ page }) => {
  for (const query of [
    "plan=golden&interval=month&currency=usd",
    "plan=pro&interval=week&currency=usd",
    "plan=pro&interval=month&currency=xau",
    "plan=&plan=pro",
  ]) {
    await page.goto(`/checkout/new?${query}`);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Nothing was ordered");
  }
});

test("a person subscribes with the keyboard alone", async ({ page }) => {
  const person = await signUpByClock(page);
  await page.goto("/#plans");
  await planButton(page, "starter").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}/);
  await expect(payButton(page)).toHaveAttribute("aria-disabled", "false");
  await codeLine(page).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator('input[name="code"]')).toBeFocused();
  await page.keyboard.type("NOSUCHCODE");
  await page.keyboard.press("Enter");
  await expect(page.locator(":focus")).toContainText("There is no such code");
  const field = (name: string) => paymentFrame(page).locator(`[name="${name}"]`);
  await field("number").focus();
  await page.keyboard.type(`${CARDS.visa}1234123`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("94107");
  await page.keyboard.press("Tab");
  await expect(payButton(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expectSteps(page, BEGUN);
  expect(await planOf(person)).toMatchObject({ plan: "starter", status: "active" });
});

for (const locale of LOCALES) {
  for (const theme of THEMES) {
    test(`whoever reads ${locale} in ${theme} can subscribe on a phone`, async ({ page }) => {
      await prefer(page, locale, "cny");
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width: 390, height: 844 });
      const person = await signUpByClock(page);
      await page.goto("/?interval=year#plans");
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await planButton(page, "starter").click();
      await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}(#plans)?$/);
      const order = orderIdOf(page);
      await page.locator("main details summary").first().click();
      await page.locator("main details summary").nth(1).click();
      await fillCard(page, CARDS.visa);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await pressPay(page);
      await expect(page).toHaveURL(`/orders/${order}`);
      await expectSteps(page, BEGUN);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await expectPlanEnd(page, person, {
        plan: "starter",
        status: "active",
        grants: [3000],
        charges: [64000],
      });
    });
  }
}
