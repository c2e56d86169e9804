import { Hono } from "hono";
import type Stripe from "stripe";
import { shownAmount } from "../billing/lines";
import type { Emulator } from "../context";
import { type Html, html } from "./html";
import { layout, PAGE_HEADERS, stateWord, table } from "./layout";

/** What `hosted_invoice_url` and `invoice_pdf` lead to. */
export function invoiceRoutes({ store }: Emulator): Hono {
  const app = new Hono();
  app.get("/_emulator/invoices/:id", (c) => {
    const invoice = store.get("invoice", c.req.param("id"));
    if (invoice === undefined) return c.notFound();
    return c.body(layout(`Invoice ${invoice.number}`, invoicePage(invoice)), 200, PAGE_HEADERS);
  });
  app.get("/_emulator/invoices/:id/pdf", (c) => {
    const invoice = store.get("invoice", c.req.param("id"));
    if (invoice === undefined) return c.notFound();
    return c.body(invoicePdf(invoice), 200, {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="Invoice-${invoice.number}.pdf"`,
    });
  });
  return app;
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function invoicePage(invoice: Stripe.Invoice): Html {
  const { currency } = invoice;
  const rows = invoice.lines.data.map(
    (line) =>
      html`<tr><td>${line.description ?? ""}</td><td>${day(line.period.start)} – ${day(line.period.end)}</td><td class="end">${shownAmount(line.amount, currency)}</td></tr>`,
  );
  const sums = sumsOf(invoice).map(
    ([name, amount]) => html`<tr><td>${name}</td><td></td><td class="end">${amount}</td></tr>`,
  );
  return html`<h1>Invoice ${invoice.number ?? "(draft)"}</h1>
<p>${stateWord(invoice.status ?? "")} · ${day(invoice.created)} · ${invoice.customer_email ?? ""}</p>
${table(["What", "For", "Amount"], [...rows, ...sums], "No lines.")}
<p><a href="/_emulator/invoices/${invoice.id}/pdf">PDF</a> · <a href="/_emulator/console/objects/invoice/${invoice.id}">JSON</a></p>`;
}

function sumsOf(invoice: Stripe.Invoice): [string, string][] {
  const { currency } = invoice;
  return [
    ["Subtotal", shownAmount(invoice.subtotal, currency)],
    ["Total", shownAmount(invoice.total, currency)],
    ["Due", shownAmount(invoice.amount_due, currency)],
    ["Paid", shownAmount(invoice.amount_paid, currency)],
  ];
}

/** One page of plain text: enough to be opened and read. */
function invoicePdf(invoice: Stripe.Invoice): ArrayBuffer {
  const lines = invoice.lines.data.map(
    (line) => `${line.description ?? ""}   ${shownAmount(line.amount, line.currency)}`,
  );
  const sums = sumsOf(invoice).map(([name, amount]) => `${name}: ${amount}`);
  const text = [
    `Invoice ${invoice.number}`,
    `${invoice.status}, ${day(invoice.created)}`,
    "",
    ...lines,
    "",
    ...sums,
  ];
  const shown = text.map((line) => `(${latin(line)}) Tj T*`).join("\n");
  const content = `BT /F1 11 Tf 16 TL 60 780 Td\n${shown}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  let body = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(body + table + end, "latin1")).buffer;
}

/** What the font of the PDF cannot show becomes a question mark; brackets would end the text. */
function latin(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\u00a3\u00a5\u00d7]/g, "?").replaceAll(/[\\()]/g, "\\$&");
}
