import AxeBuilder from "@axe-core/playwright";
import type { Frame, Page } from "@playwright/test";
import type { Stripe, StripeElements } from "@stripe/stripe-js";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { clientOf, openEmulator, PUBLISHABLE_KEY } from "../testing/harness";
import { openBrowser, openShop } from "./testing/open-shop";
import { pressPay } from "./testing/press-pay";

const emulator = await openEmulator();
const browser = await openBrowser();
const shop = await openShop(emulator);

beforeAll(async () => {
  // The first request bundles; that is not what these tests wait for.
  await Promise.all(["stripe.js", "frames.js"].map((file) => fetch(`${emulator.url}/endive/${file}`)));
});

/** One page for each language of a browser: a new one costs more than the test it serves. */
const pages = new Map<string, Page>();

afterEach(async () => {
  for (const page of pages.values()) {
    for (const event of ["pageerror", "console", "request"] as const) page.removeAllListeners(event);
    await page.unrouteAll();
    await page.goto("about:blank");
  }
});

async function pageFor(locale: string): Promise<Page> {
  const known = pages.get(locale);
  if (known) return known;
  const context = await browser.newContext({ locale, viewport: { width: 720, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  pages.set(locale, page);
  return page;
}

type Visit = { page: Page; problems: string[]; form: () => Promise<Frame> };

/** Opens the shop in a browser of its own; problems are what its console complains of. */
async function visit(query: Record<string, string> = {}, browserLocale = "en-US"): Promise<Visit> {
  const page = await pageFor(browserLocale);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  await page.goto(`${shop.url}/?${new URLSearchParams({ emulator: emulator.url, ...query })}`);
  return { page, problems, form: () => frameTitled(page, "Secure payment input frame") };
}

async function frameTitled(page: Page, title: string): Promise<Frame> {
  const handle = await page.waitForSelector(`iframe[title="${title}"]`);
  const frame = await handle.contentFrame();
  if (!frame) throw new Error(`no frame titled ${title}`);
  return frame;
}

async function fillCard(form: Frame, number: string, rest: { expiry?: string; cvc?: string } = {}) {
  await form.fill('[name="number"]', number);
  await form.fill('[name="expiry"]', rest.expiry ?? "12 / 34");
  await form.fill('[name="cvc"]', rest.cvc ?? "123");
  await form.selectOption('[name="country"]', "US");
  await form.fill('[name="postalCode"]', "94107");
}

async function payWith(visited: Visit, number: string): Promise<void> {
  await fillCard(await visited.form(), number);
  await pressPay(visited.page);
}

async function outcome(page: Page): Promise<string> {
  await page.waitForFunction(() => {
    const text = document.getElementById("outcome")?.textContent;
    return text && text !== "working";
  });
  return (await page.textContent("#outcome")) ?? "";
}

async function challenge(page: Page): Promise<Frame> {
  const outer = await (
    await page.waitForSelector('dialog iframe[name^="__privateStripeFrame"]')
  ).contentFrame();
  const inner = await (await outer?.waitForSelector('iframe[name="stripe-challenge-frame"]'))?.contentFrame();
  if (!inner) throw new Error("no challenge");
  return inner;
}

describe("paying by card", () => {
  it("a card typed into the frame is charged through the real packages, without a complaint of the browser", async () => {
    const visited = await visit();
    await payWith(visited, "4242424242424242");
    expect(await outcome(visited.page)).toBe("succeeded");
    expect(visited.problems).toEqual([]);
    expect(await visited.page.evaluate(() => document.body.dataset.notes)).toContain(
      "ready;change card false;",
    );
  });

  it("React's strict mode, which mounts everything twice, changes nothing", async () => {
    const visited = await visit({ strict: "1" });
    await payWith(visited, "4242424242424242");
    expect(await outcome(visited.page)).toBe("succeeded");
    expect(await visited.page.$$eval(".__PrivateStripeElement", (elements) => elements.length)).toBe(2);
    expect(visited.problems).toEqual([]);
  });

  it("no card data reaches the page or its server, by message, request or document", async () => {
    const visited = await visit();
    await visited.page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      window.addEventListener("message", (event) => heard.push(JSON.stringify(event.data)), true);
    });
    const requests: string[] = [];
    visited.page.on("request", (request) => {
      const mine = request.frame() === visited.page.mainFrame();
      if (mine) requests.push(`${request.url()} ${request.postData() ?? ""}`);
    });
    const posted = visited.page.waitForRequest((request) =>
      request.url().endsWith("/v1/confirmation_tokens"),
    );
    await payWith(visited, "5555555555554444");
    expect(await outcome(visited.page)).toBe("succeeded");
    const heard = await visited.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    const everything = [...heard, ...requests, ...shop.bodies, await visited.page.content()].join("\n");
    expect(heard.length).toBeGreaterThan(3);
    expect(everything).toContain("ctoken_");
    expect(everything.replace(/\s/g, "")).not.toContain("5555555555554444");
    expect(everything).not.toMatch(/"(cvc|number|exp_month\]?)":"?\d{3,}|\[number\]|\[cvc\]/);
    const frame = (await posted).frame();
    expect(frame.url().startsWith(emulator.url)).toBe(true);
    expect((await posted).postData()).toContain("5555555555554444");
  });

  it("a declined card is the server's error, and the next card in the same form pays", async () => {
    const visited = await visit();
    await payWith(visited, "4000000000009995");
    expect(await outcome(visited.page)).toBe("server: card_declined insufficient_funds");
    await payWith(visited, "4242424242424242");
    await visited.page.waitForSelector("#outcome:text('succeeded')");
  });

  it("a token made for one amount is refused for another", async () => {
    const visited = await visit({ amount: "100" });
    await payWith(visited, "4242424242424242");
    expect(await outcome(visited.page)).toMatch(/^server: /);
  });

  it("without a connection the token is an answer, not an exception, and it works again afterwards", async () => {
    const visited = await visit();
    await visited.form().then((form) => form.waitForSelector('[name="number"]'));
    await visited.page.route("**/v1/confirmation_tokens", (route) => route.abort());
    await payWith(visited, "4242424242424242");
    expect(await outcome(visited.page)).toBe("token: api_connection_error ");
    await visited.page.unroute("**/v1/confirmation_tokens");
    await pressPay(visited.page);
    await visited.page.waitForSelector("#outcome:text('succeeded')");
  });

  it("a form that cannot load says so by loaderror", async () => {
    const page = await pageFor("en-US");
    await page.route("**/v1/elements/sessions*", (route) => route.abort());
    await page.goto(`${shop.url}/?emulator=${emulator.url}`);
    await page.waitForSelector('body[data-notes*="loaderror api_connection_error"]');
  });
});

describe("3D Secure", () => {
  it("completing the bank's page pays", async () => {
    const visited = await visit();
    await payWith(visited, "4000002760003184");
    const bank = await challenge(visited.page);
    expect(await bank.textContent("dl")).toContain("$49.00");
    await bank.click("#test-source-authorize-3ds");
    expect(await outcome(visited.page)).toBe("succeeded");
    expect(await visited.page.$("dialog")).toBeNull();
    expect(visited.problems).toEqual([]);
  });

  it("failing it is an authentication failure, and another card pays", async () => {
    const visited = await visit();
    await payWith(visited, "4000002760003184");
    await (await challenge(visited.page)).click("#test-source-fail-3ds");
    expect(await outcome(visited.page)).toContain("payment_intent_authentication_failure");
    await payWith(visited, "4242424242424242");
    await visited.page.waitForSelector("#outcome:text('succeeded')");
  });

  it("Escape asks before it ends anything; leaving counts as failing", async () => {
    const visited = await visit();
    await payWith(visited, "4000002760003184");
    await (await challenge(visited.page)).waitForSelector("#test-source-authorize-3ds");
    await visited.page.keyboard.press("Escape");
    const sheet = await (await visited.page.waitForSelector("dialog iframe")).contentFrame();
    await sheet?.click("text=Keep going");
    await visited.page.keyboard.press("Escape");
    await visited.page.keyboard.press("Escape");
    expect(await visited.page.$("dialog[open]")).not.toBeNull();
    expect(await visited.page.textContent("#outcome")).toBe("working");
    await sheet?.click("text=Cancel payment");
    expect(await outcome(visited.page)).toContain("payment_intent_authentication_failure");
  });

  it("the keyboard stays in the challenge: the page behind it cannot be reached", async () => {
    const visited = await visit();
    await payWith(visited, "4000002760003184");
    await (await challenge(visited.page)).waitForSelector("#test-source-authorize-3ds");
    for (let presses = 0; presses < 8; presses++) {
      await visited.page.keyboard.press("Tab");
      const outside = await visited.page.evaluate(() => {
        const { activeElement: active } = document;
        return active !== document.body && active?.closest("dialog") === null;
      });
      expect(outside).toBe(false);
    }
    await visited.page.evaluate(() => document.querySelector<HTMLElement>("button")?.focus());
    expect(await visited.page.evaluate(() => document.activeElement?.tagName)).not.toBe("BUTTON");
  });

  it("a frictionless card passes without any page of the bank", async () => {
    const visited = await visit();
    await payWith(visited, "4000000032200000");
    expect(await outcome(visited.page)).toBe("succeeded");
  });

  it("authenticated and then declined is the card's error", async () => {
    const visited = await visit();
    await payWith(visited, "4000008260003178");
    await (await challenge(visited.page)).click("#test-source-authorize-3ds");
    expect(await outcome(visited.page)).toBe("action: card_error card_declined");
  });

  it("without Stripe.js the bank's page is visited by redirect and comes back with the result", async () => {
    const stripe = clientOf(emulator);
    const intent = await stripe.paymentIntents.create({
      amount: 4900,
      currency: "usd",
      confirm: true,
      payment_method: "pm_card_authenticationRequired",
      return_url: `${shop.url}/done`,
    });
    const { page } = await visit({ bare: "1" });
    await page.goto(intent.next_action?.redirect_to_url?.url ?? "");
    await page.click("#test-source-authorize-3ds");
    await page.waitForURL("**/done?*");
    expect(new URL(page.url()).searchParams.get("redirect_status")).toBe("succeeded");
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
  });
});

describe("the card form", () => {
  it("says in Stripe's words what is missing, and moves there", async () => {
    const visited = await visit();
    const form = await visited.form();
    await form.waitForSelector('[name="number"]');
    await pressPay(visited.page);
    expect(await outcome(visited.page)).toBe("form: incomplete_number");
    expect(await form.textContent("#Field-numberError")).toBe("Your card number is incomplete.");
    expect(await form.textContent("#Field-expiryError")).toBe("Your card's expiration date is incomplete.");
    expect(await form.textContent("#Field-cvcError")).toBe("Your card's security code is incomplete.");
    expect(await form.getAttribute('[name="number"]', "aria-invalid")).toBe("true");
    expect(await form.getAttribute('[name="number"]', "aria-describedby")).toBe("Field-numberError");
    expect(await form.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("number");
  });

  it("finds a wrong number and a past date while they are typed, and forgives when they are mended", async () => {
    const form = await (await visit()).form();
    await form.locator('[name="number"]').pressSequentially("4242424242424241");
    expect(await form.textContent("#Field-numberError")).toBe("Your card number is invalid.");
    await form.press('[name="number"]', "Backspace");
    await form.locator('[name="number"]').press("2");
    expect(await form.isHidden("#Field-numberError")).toBe(true);
    await form.locator('[name="expiry"]').pressSequentially("0120");
    expect(await form.textContent("#Field-expiryError")).toBe("Your card's expiration year is in the past.");
  });

  it("groups what is typed or pasted, shows the brand, and asks four digits of Amex", async () => {
    const form = await (await visit()).form();
    await form.locator('[name="number"]').pressSequentially("378282246310005");
    expect(await form.inputValue('[name="number"]')).toBe("3782 822463 10005");
    expect(await form.$$eval(".BrandIcon", (icons) => icons.length)).toBe(1);
    expect(await form.$(".BrandIcon--amex")).not.toBeNull();
    expect(await form.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("expiry");
    await form.locator('[name="expiry"]').pressSequentially("930");
    expect(await form.inputValue('[name="expiry"]')).toBe("09 / 30");
    await form.locator('[name="cvc"]').pressSequentially("12345");
    expect(await form.inputValue('[name="cvc"]')).toBe("1234");
    await form.fill('[name="number"]', "4242-4242 4242-4242");
    expect(await form.inputValue('[name="number"]')).toBe("4242 4242 4242 4242");
  });

  it("asks for a postal code only where banks check it", async () => {
    const form = await (await visit()).form();
    await form.selectOption('[name="country"]', "GB");
    expect(await form.textContent('label[for="Field-postalCodeInput"]')).toBe("Postal code");
    await form.selectOption('[name="country"]', "US");
    expect(await form.textContent('label[for="Field-postalCodeInput"]')).toBe("ZIP");
    await form.selectOption('[name="country"]', "DE");
    expect(await form.isHidden('[name="postalCode"]')).toBe(true);
  });

  it("speaks Chinese when asked, or when the browser does", async () => {
    const asked = await (await visit({ locale: "zh" })).form();
    expect(await asked.textContent('label[for="Field-numberInput"]')).toBe("卡号");
    const { page } = await visit({ locale: "zh" }, "zh-CN");
    await frameTitled(page, "Secure payment input frame").then((form) => form.waitForSelector("text=银行卡"));
    await pressPay(page);
    const form = await frameTitled(page, "Secure payment input frame");
    await form.waitForSelector("text=您的银行卡号不完整。");
    expect(await form.inputValue('[name="country"]')).toBe("CN");
  });

  it("pays when Enter is pressed in a field, as a form of the page itself would", async () => {
    const visited = await visit();
    const form = await visited.form();
    await fillCard(form, "4242424242424242");
    await form.press('[name="postalCode"]', "Enter");
    expect(await outcome(visited.page)).toBe("succeeded");
  });

  it("can be used with the keyboard and a screen reader, with and without errors", async () => {
    const visited = await visit();
    const form = await visited.form();
    await form.focus("#card-tab");
    await visited.page.keyboard.press("ArrowRight");
    expect(await form.getAttribute("#alipay-tab", "aria-selected")).toBe("true");
    await visited.page.keyboard.press("ArrowLeft");
    await pressPay(visited.page);
    await form.waitForSelector("#Field-numberError:visible");
    const axe = new AxeBuilder({ page: visited.page })
      .include('iframe[title="Secure payment input frame"]')
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]);
    expect((await axe.analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it("keeps what was typed when colours, language and amount change", async () => {
    const { page } = await visit({ bare: "1" });
    await mountPayment(page, { mode: "payment", amount: 100, currency: "usd" });
    const form = await frameTitled(page, "Secure payment input frame");
    await form.fill('[name="number"]', "4242424242424242");
    await update(page, { appearance: { theme: "night" }, amount: 200 });
    await form.waitForFunction(() => getComputedStyle(document.body).color === "rgb(255, 255, 255)");
    expect(await form.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("expiry");
    await update(page, { locale: "zh" });
    await form.waitForSelector("text=卡号");
    expect(await form.inputValue('[name="number"]')).toBe("4242 4242 4242 4242");
  });

  it("offers the customer's saved cards, and pays with the one that is picked", async () => {
    const { page } = await visit({ bare: "1" });
    const stripe = clientOf(emulator);
    const customer = await stripe.customers.create({ email: "saver@example.com" });
    const card = await stripe.paymentMethods.attach("pm_card_mastercard", { customer: customer.id });
    const session = await stripe.customerSessions.create({
      customer: customer.id,
      components: {
        payment_element: {
          enabled: true,
          features: {
            payment_method_redisplay: "enabled",
            payment_method_allow_redisplay_filters: ["always", "limited", "unspecified"],
          },
        },
      },
    });
    const intent = await stripe.paymentIntents.create({
      amount: 900,
      currency: "usd",
      customer: customer.id,
    });
    await mountPayment(page, {
      clientSecret: intent.client_secret,
      customerSessionClientSecret: session.client_secret,
    });
    const form = await frameTitled(page, "Secure payment input frame");
    await form.waitForSelector("text=Mastercard •••• 4444");
    expect(await confirmInPage(page)).toBe("succeeded");
    expect((await stripe.paymentIntents.retrieve(intent.id)).payment_method).toBe(card.id);
  });

  it("takes the page's colours from the first paint", async () => {
    const appearance = JSON.stringify({ theme: "night", variables: { colorPrimary: "#4fd6a0" } });
    const { page } = await visit({ appearance });
    const form = await frameTitled(page, "Secure payment input frame");
    await form.waitForSelector('[name="number"]');
    const background = await form.$eval(".Input", (input) => getComputedStyle(input).backgroundColor);
    expect(background).toBe("rgb(48, 49, 61)");
    expect(await page.$eval('iframe[title="Secure payment input frame"]', (f) => f.style.colorScheme)).toBe(
      "dark",
    );
  });
});

async function chooseAlipay(form: Frame) {
  await form.click("#alipay-tab");
  await form.waitForSelector('#alipay-tab[aria-selected="true"]');
}

describe("Alipay", () => {
  it("goes to its page and comes back paid", async () => {
    const visited = await visit({ currency: "cny" });
    await chooseAlipay(await visited.form());
    await pressPay(visited.page);
    await visited.page.waitForURL("**/_emulator/alipay/**");
    expect(await visited.page.textContent("dl")).toContain("CN¥49.00");
    await visited.page.click("#authorize-test-payment");
    await visited.page.waitForURL("**/done?*");
    const back = new URL(visited.page.url()).searchParams;
    expect(back.get("redirect_status")).toBe("succeeded");
    const intent = await clientOf(emulator).paymentIntents.retrieve(back.get("payment_intent") ?? "");
    expect([intent.status, intent.client_secret]).toEqual([
      "succeeded",
      back.get("payment_intent_client_secret"),
    ]);
  });

  it("refused there, it comes back failed and nothing is charged", async () => {
    const visited = await visit({ currency: "cny" });
    await chooseAlipay(await visited.form());
    await pressPay(visited.page);
    await visited.page.click("#fail-test-payment");
    await visited.page.waitForURL("**/done?*");
    const back = new URL(visited.page.url()).searchParams;
    expect(back.get("redirect_status")).toBe("failed");
    const intent = await clientOf(emulator).paymentIntents.retrieve(back.get("payment_intent") ?? "");
    expect(intent.status).toBe("requires_payment_method");
    await visited.page.goBack();
    await visited.page.reload();
    await visited.page.waitForSelector("text=Nothing to confirm");
  });
});

describe("the other elements", () => {
  it("no wallet is offered unless the emulator is told to; then its button pays", async () => {
    const plain = await visit();
    await (await plain.form()).waitForSelector('[name="number"]');
    expect(await plain.page.textContent("#wallets")).toBe("none");
    await offerWallets(["link"]);
    const { page } = await visit();
    await page.waitForSelector("#wallets:text('some')");
    await (await frameTitled(page, "Secure express checkout frame")).click("button");
    const sheet = await (await page.waitForSelector("dialog iframe")).contentFrame();
    expect(await sheet?.textContent("#test-wallet-pay")).toBe("Pay $49.00");
    await sheet?.click("#test-wallet-pay");
    expect(await outcome(page)).toBe("succeeded");
    await offerWallets([]);
  });

  it("the Address Element gives its address to the token, and the card form stops asking for it", async () => {
    const visited = await visit({ address: "billing" });
    const form = await visited.form();
    const address = await frameTitled(visited.page, "Secure address input frame");
    await address.fill('[name="name"]', "Ada Lovelace");
    await address.fill('[name="addressLine1"]', "12 St James's Square");
    await address.selectOption('[name="country"]', "GB");
    await address.fill('[name="locality"]', "London");
    await address.fill('[name="postalCode"]', "SW1Y 4JH");
    expect(await form.$('[name="country"]')).toBeNull();
    await form.fill('[name="number"]', "4242424242424242");
    await form.fill('[name="expiry"]', "12 / 34");
    await form.fill('[name="cvc"]', "123");
    await pressPay(visited.page);
    expect(await outcome(visited.page)).toBe("succeeded");
    const { data } = await clientOf(emulator).charges.list({ limit: 1 });
    expect(data[0]?.billing_details).toMatchObject({
      name: "Ada Lovelace",
      address: { line1: "12 St James's Square", city: "London", country: "GB", postal_code: "SW1Y 4JH" },
    });
  });
});

async function offerWallets(wallets: string[]): Promise<void> {
  await fetch(`${emulator.url}/_emulator/wallets`, { method: "POST", body: JSON.stringify({ wallets }) });
}

describe("misuse and the rest of the interface", () => {
  async function inPage(run: string): Promise<unknown> {
    const { page } = await visit({ bare: "1" });
    await page.waitForFunction(() => "stripe" in window);
    return page.evaluate(`(async () => { const stripe = window.stripe; ${run} })()`);
  }

  it("mistakes of the integration are thrown as IntegrationError", async () => {
    const thrown = await inPage(`
      const names = [];
      const attempt = async (work) => {
        try { await work(); names.push("nothing"); } catch (error) { names.push(error.name); }
      };
      const good = { mode: "payment", amount: 100, currency: "usd" };
      await attempt(() => stripe.elements({ ...good, paymentMethodTypes: ["card"] }));
      await attempt(() => stripe.elements({ ...good, amount: 1.5 }));
      await attempt(() => stripe.elements({ ...good, currency: "USD" }));
      await attempt(() => stripe.elements({ ...good, aproveEverything: true }));
      await attempt(() => stripe.elements({ ...good, clientSecret: "pi_1_secret_2" }));
      const elements = stripe.elements(good);
      elements.create("payment");
      await attempt(() => elements.create("payment"));
      await attempt(() => elements.create("payment2"));
      await attempt(() => stripe.createConfirmationToken({ elements }));
      const hiding = stripe.elements({ clientSecret: "pi_1_secret_2" });
      const node = document.createElement("div");
      document.body.append(node);
      hiding.create("payment", { fields: { billingDetails: { address: { country: "never" } } } }).mount(node);
      await attempt(() => stripe.createConfirmationToken({ elements: hiding }));
      await attempt(() => stripe.confirmPayment({ elements, clientSecret: "pi_1_secret_2", redirect: "if_required" }));
      await attempt(() => stripe.confirmPayment({ clientSecret: "pi_1_secret_2" }));
      await attempt(() => stripe.handleNextAction({ clientSecret: "nonsense" }));
      await attempt(() => stripe.handleCardPayment("pi_1_secret_2"));
      await attempt(() => stripe.createEmbeddedCheckoutPage({}));
      await attempt(() => window.Stripe("sk_test_123456789012"));
      await attempt(() => stripe.createPaymentMethod({ type: "card", card: { number: "4242424242424242" } }));
      return names;
    `);
    expect(thrown).toEqual(Array(16).fill("IntegrationError"));
  });

  it("the global is what the loaders look for: a version, callable without new, no promise", async () => {
    expect(
      await inPage(`
        const made = window.Stripe.apply(undefined, ["${PUBLISHABLE_KEY}", { locale: "zh" }]);
        return [window.Stripe.version, "then" in made, typeof made._registerWrapper, typeof made.registerAppInfo];
      `),
    ).toEqual(["endive", false, "function", "function"]);
  });

  it("an unknown intent is an error in the answer, and a known one is retrieved by its secret", async () => {
    const intent = await clientOf(emulator).paymentIntents.create({ amount: 500, currency: "usd" });
    const [known, unknown] = (await inPage(`
      const known = await stripe.retrievePaymentIntent("${intent.client_secret}");
      const unknown = await stripe.retrievePaymentIntent("pi_none_secret_none");
      return [known.paymentIntent.status, unknown.error.code];
    `)) as string[];
    expect([known, unknown]).toEqual(["requires_payment_method", "resource_missing"]);
  });

  it("confirmPayment with a client secret confirms from the frame and returns the intent", async () => {
    const intent = await clientOf(emulator).paymentIntents.create({ amount: 700, currency: "usd" });
    const { page } = await visit({ bare: "1" });
    await mountPayment(page, { clientSecret: intent.client_secret });
    await fillCard(await frameTitled(page, "Secure payment input frame"), "4242424242424242");
    expect(await confirmInPage(page)).toBe("succeeded");
  });

  it("confirmPayment without if_required ends at the return address", async () => {
    const intent = await clientOf(emulator).paymentIntents.create({ amount: 700, currency: "usd" });
    const { page } = await visit({ bare: "1" });
    await mountPayment(page, { clientSecret: intent.client_secret });
    await fillCard(await frameTitled(page, "Secure payment input frame"), "4242424242424242");
    await page.evaluate((url) => {
      const { stripe, elements } = window as unknown as InPage;
      void stripe.confirmPayment({ elements, confirmParams: { return_url: url } });
    }, `${shop.url}/done?order=1`);
    await page.waitForURL("**/done?*");
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      order: "1",
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: "succeeded",
    });
  });

  it("a message that does not come from the frame is not believed", async () => {
    const visited = await visit();
    await visited.form().then((form) => form.waitForSelector('[name="number"]'));
    const height = await visited.page.evaluate(async () => {
      const frame = document.querySelector<HTMLIFrameElement>('iframe[title="Secure payment input frame"]');
      const nonce = new URLSearchParams(new URL(frame?.src ?? "").hash.slice(1)).get("nonce");
      window.postMessage({ endive: nonce, kind: "event", name: "height", payload: 9999 }, "*");
      await new Promise((resolve) => setTimeout(resolve));
      return frame?.style.height;
    });
    expect(height).not.toBe("9999px");
  });
});

type InPage = { stripe: Stripe; elements: StripeElements };

/** Makes elements by hand, where the shop's React components would hide what is tested. */
async function mountPayment(page: Page, options: object): Promise<void> {
  await page.waitForFunction(() => "stripe" in window);
  await page.evaluate((given) => {
    const elements = (window as unknown as InPage).stripe.elements(given as never);
    const node = document.createElement("div");
    document.body.append(node);
    elements.create("payment", { layout: "tabs" }).mount(node);
    Object.assign(window, { elements });
  }, options);
  await (await frameTitled(page, "Secure payment input frame")).waitForSelector(".Panel");
}

async function update(page: Page, changes: object): Promise<void> {
  await page.evaluate((given) => (window as unknown as InPage).elements.update(given), changes);
}

async function confirmInPage(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const { stripe, elements } = window as unknown as InPage;
    const result = await stripe.confirmPayment({ elements, redirect: "if_required" });
    return result.paymentIntent?.status ?? result.error?.message;
  });
}
