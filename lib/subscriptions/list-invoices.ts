import { sql } from "@/db/client";
import { findCustomerOfWallet } from "@/lib/customers/find-customer-of-wallet";
import { env } from "@/lib/platform/env";
import { type Result, refuse } from "@/lib/platform/result";
import {
  type InvoiceCursor,
  type InvoicePage,
  type ListedInvoice,
  listInvoicesOf,
} from "@/lib/stripe/customer-invoices";
import { retrieveInvoice } from "@/lib/stripe/invoices";

/** A year of a monthly plan, with a change or two, is little more than a page. */
const PAGE_SIZE = 12;
const INVOICE = /^in_[A-Za-z0-9]{1,100}$/;
const STATES = ["draft", "open", "paid", "uncollectible", "void"] as const;

export type InvoiceState = (typeof STATES)[number];

/** An invoice of a wallet for its list. Money in minor units of its currency, times ISO 8601 in UTC. */
export type InvoiceView = {
  id: string;
  number: string | null;
  state: InvoiceState;
  currency: string;
  totalMinor: number;
  /** What a promotion took off; it is not in the total any more. */
  discountMinor: number;
  amountRemainingMinor: number;
  createdAt: string;
  /** When Stripe tries again by itself to collect an open one. */
  nextAttemptAt: string | null;
  /** What its paid lines brought; null when it is not paid, or was put aside for an operator. */
  credits: number | null;
  isParked: boolean;
  /** What paid it, when that is a payment through Stripe that we have. */
  paymentIntentId: string | null;
  /** Stripe's page and PDF of it; null where Stripe has none. */
  pageUrl: string | null;
  pdfUrl: string | null;
};

export type InvoicesPage = { invoices: InvoiceView[]; newer: string | null; older: string | null };

/**
 * One page of a wallet's invoices as Stripe has them now, newest first. `newer` and `older` name the invoice to go on
 * from. An invoice named to go on from that is not this wallet's is answered like one that does not exist, with the
 * newest page. Refusal: `stripe_unavailable`.
 */
export async function listInvoices(
  walletId: string,
  cursor: InvoiceCursor,
): Promise<Result<InvoicesPage, "stripe_unavailable">> {
  const customerId = await findCustomerOfWallet(walletId);
  if (!customerId) return { ok: true, invoices: [], newer: null, older: null };
  const own = await isOwnCursor(customerId, cursor);
  if (own === null) return refuse("stripe_unavailable");
  const from = own ? cursor : null;
  const page = await listInvoicesOf(customerId, from, PAGE_SIZE);
  if (!page.ok) return refuse("stripe_unavailable");
  const { invoices } = page.value;
  if (from && invoices.length === 0) return listInvoices(walletId, null);
  const worth = await findWorth(
    walletId,
    invoices.map(({ id }) => id),
  );
  const views = invoices.map((invoice) => toInvoiceView(invoice, worth.get(invoice.id)));
  return { ok: true, invoices: views, ...neighbours(page.value, from) };
}

async function isOwnCursor(customerId: string, cursor: InvoiceCursor): Promise<boolean | null> {
  if (cursor === null) return true;
  const id = "after" in cursor ? cursor.after : cursor.before;
  if (!INVOICE.test(id)) return false;
  const invoice = await retrieveInvoice(id);
  if (!invoice.ok) return invoice.trouble.kind === "unavailable" ? null : false;
  return invoice.value.customerId === customerId;
}

/** Whoever came from a newer page can go back there; `hasMore` speaks of the direction that was asked for. */
function neighbours({ invoices, hasMore }: InvoicePage, from: InvoiceCursor) {
  const [first, last] = [invoices[0]?.id ?? null, invoices.at(-1)?.id ?? null];
  const goesBack = from !== null && "before" in from;
  return {
    newer: (goesBack ? hasMore : from !== null) ? first : null,
    older: goesBack || hasMore ? last : null,
  };
}

type Worth = { credits: number; isParked: boolean; paymentIntentId: string | null };

async function findWorth(walletId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Worth>> {
  if (ids.length === 0) return new Map();
  const rows = await sql()<(Worth & { id: string })[]>`
    select stripe_invoice_id as id, status = 'parked' as "isParked",
      stripe_payment_intent_id as "paymentIntentId", coalesce((
      select sum(lines.credits)::bigint from paid_invoice_lines lines
      where lines.wallet_id = paid.wallet_id and lines.stripe_invoice_id = paid.stripe_invoice_id), 0) as credits
    from paid_invoices paid where wallet_id = ${walletId} and stripe_invoice_id = any(${[...ids]})`;
  return new Map(rows.map(({ id, ...worth }) => [id, worth]));
}

function toInvoiceView(invoice: ListedInvoice, worth: Worth | undefined): InvoiceView {
  const { id, number, currency, totalMinor, discountMinor, amountRemainingMinor } = invoice;
  return {
    ...{ id, number, currency, totalMinor, discountMinor, amountRemainingMinor },
    state: STATES.find((known) => known === invoice.status) ?? "draft",
    createdAt: invoice.createdAt.toISOString(),
    nextAttemptAt: invoice.nextAttemptAt?.toISOString() ?? null,
    credits: worth && !worth.isParked ? worth.credits : null,
    isParked: worth?.isParked ?? false,
    paymentIntentId: worth?.paymentIntentId ?? null,
    pageUrl: toSafeLink(invoice.hostedUrl),
    pdfUrl: toSafeLink(invoice.pdfUrl),
  };
}

/** An address that may stand in a link: of the web and encrypted, or of the emulator that we were told to use. */
export function toSafeLink(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, origin } = new URL(url);
  const { emulated, apiBase } = env().stripe;
  const isEmulator = emulated && apiBase !== null && origin === new URL(apiBase).origin;
  return protocol === "https:" || isEmulator ? url : null;
}
