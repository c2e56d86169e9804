import { expect, it } from "vitest";
import { clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);

it("the hosted page and the PDF of an invoice show its lines and sums", async () => {
  const { id: customer } = await stripe.customers.create({ email: "a@example.com" });
  await stripe.invoiceItems.create({
    customer,
    amount: 1999,
    currency: "usd",
    description: "Pro (month) <b>",
  });
  const draft = await stripe.invoices.create({ customer, pending_invoice_items_behavior: "include" });
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  const page = await (await fetch(String(open.hosted_invoice_url))).text();
  expect(page).toContain("$19.99");
  expect(page).toContain("Pro (month) &lt;b&gt;");
  const pdf = await fetch(String(open.invoice_pdf));
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
  const text = Buffer.from(await pdf.arrayBuffer()).toString("latin1");
  expect(text).toContain("Pro \\(month\\) <b>   $19.99");
  expect(text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1])).startsWith("xref")).toBe(true);
});

it("what the account does after failed renewals is switched while running, and reset with everything else", async () => {
  const post = (body: object) =>
    fetch(`${running.url}/_emulator/billing`, { method: "POST", body: JSON.stringify(body) });
  expect(await (await post({ retryDays: [1], afterRetries: "mark_unpaid" })).json()).toEqual({
    retryDays: [1],
    afterRetries: "mark_unpaid",
  });
  expect((await post({ afterRetries: "forget" })).status).toBe(400);
  await fetch(`${running.url}/_emulator/reset`, { method: "POST" });
  expect(await (await post({})).json()).toEqual({ retryDays: [3, 5, 7], afterRetries: "cancel" });
});
