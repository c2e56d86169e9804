"use server";

import { after } from "next/server";
import { z } from "zod";
import { requireOurPage } from "@/app/_caller";
import type { PayReply } from "@/app/_payments/notice";
import { getPerson } from "@/app/_session";
import { payDueInvoice } from "@/lib/due-invoices/pay-due-invoice";
import { readDueInvoice } from "@/lib/due-invoices/read-due-invoice";
import { sendExpectedNotices } from "@/lib/notices/send-notices";
import { env } from "@/lib/platform/env";
import { type InvoiceReply, toInvoiceNotice, toReply, toSignedOut } from "./reply";

// A server action is an open door: whatever its types say, its arguments come from anyone.
const invoiceInput = z.string().regex(/^in_[A-Za-z0-9]{1,100}$/);
const paidWithInput = z.union([
  z.strictObject({ confirmationTokenId: z.string().regex(/^ctoken_[A-Za-z0-9_]{1,200}$/) }),
  z.strictObject({ paymentMethodId: z.string().regex(/^[a-z]{2,4}_[A-Za-z0-9_]{1,200}$/) }),
]);

/** Pays an invoice of this person with what they typed or what they have saved. */
export async function payInvoice(invoice: unknown, paidWith: unknown): Promise<PayReply> {
  await requireOurPage();
  const person = await getPerson();
  const id = invoiceInput.safeParse(invoice);
  const method = paidWithInput.safeParse(paidWith);
  if (!id.success) return toReply({ outcome: "refused", refusal: "invoice_not_found", advice: null });
  if (person === null) return { outcome: "refused", notice: await toSignedOut(id.data) };
  if (!method.success)
    return toReply({ outcome: "refused", refusal: "confirmation_token_invalid", advice: null });
  const answer = await payDueInvoice({
    walletId: person.walletId,
    invoiceId: id.data,
    paidWith: method.data,
    returnUrl: `${env().appUrl}/dashboard/billing/invoices/${id.data}`,
  });
  after(sendExpectedNotices);
  return toReply(answer);
}

/** Asks Stripe how an invoice stands, settles it if it is paid, and says what the person can do. */
export async function checkInvoice(invoice: unknown): Promise<InvoiceReply> {
  await requireOurPage();
  const person = await getPerson();
  const id = invoiceInput.safeParse(invoice);
  if (!id.success) return { isOpen: false, notice: await toInvoiceNotice("invoice_not_found", null) };
  if (person === null) return { isOpen: true, notice: await toSignedOut(id.data) };
  const read = await readDueInvoice({ walletId: person.walletId, invoiceId: id.data });
  if (!read.ok) return { isOpen: true, notice: await toInvoiceNotice(read.refusal, null) };
  const { state, advice } = read.view;
  const isOpen = state === "payable";
  return { isOpen, notice: isOpen && advice ? await toInvoiceNotice("card_declined", advice) : null };
}
