import { describe, expect, it } from "vitest";
import { clientOf, openEmulator, openWebhook, until, WEBHOOK_SECRET } from "../testing/harness";
import { html } from "./html";

const hook = await openWebhook();
const running = await openEmulator({ webhook: { url: hook.url, secret: WEBHOOK_SECRET } });
const stripe = clientOf(running);
const page = async (path: string) => (await fetch(`${running.url}${path}`)).text();

describe("the console", () => {
  it("shows payments, events, deliveries and the cards, and escapes what others wrote", async () => {
    await stripe.paymentIntents.create({
      amount: 4900,
      currency: "usd",
      description: "<script>alert(1)</script>",
    });
    await until(() => hook.received.length === 1);
    const [event] = (await stripe.events.list()).data;
    const [intent] = (await stripe.paymentIntents.list()).data;
    const first = await page("/");
    expect(first).toContain("49.00 USD");
    expect(first).toContain("payment_intent.created");
    expect(first).toContain("4000002760003184");
    expect(await page(`/_emulator/console/events/${event?.id}`)).toContain(
      "&lt;script&gt;alert(1)&lt;/script&gt;",
    );
    expect(await page(`/_emulator/console/objects/payment_intent/${intent?.id}`)).toContain("&lt;script&gt;");
    expect(html`<b>${`"'&<>`}</b>`.text).toBe("<b>&quot;&#39;&amp;&lt;&gt;</b>");
  });

  it("resends an event by a form, but not for a page of another site", async () => {
    const before = hook.received.length;
    const [event] = (await stripe.events.list()).data;
    const resend = (origin: string) =>
      fetch(`${running.url}/_emulator/console/events/${event?.id}/resend`, {
        method: "POST",
        headers: { origin },
      });
    expect((await resend("https://evil.example")).status).toBe(403);
    expect((await resend(running.url)).status).toBe(200);
    await until(() => hook.received.length === before + 1);
    expect(hook.received.at(-1)?.event.id).toBe(event?.id);
  });

  it("never shows what stands behind a card, and runs no script", async () => {
    expect((await fetch(`${running.url}/_emulator/console/objects/card_secret/x`)).status).toBe(404);
    expect((await fetch(running.url)).headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("switches delivery faults on and off", async () => {
    const body = new URLSearchParams({ duplicate: "2", types: "customer.*, refund.created" });
    await fetch(`${running.url}/_emulator/console/faults`, { method: "POST", body });
    expect(running.engine.emulator.faults.deliveries).toMatchObject({
      duplicate: 2,
      types: ["customer.*", "refund.created"],
    });
    await fetch(`${running.url}/_emulator/console/faults/clear`, { method: "POST" });
    expect(running.engine.emulator.faults.deliveries).toBeNull();
  });
});
