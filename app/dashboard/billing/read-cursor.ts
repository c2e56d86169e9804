import { type Query, readQuery } from "@/app/(auth)/query";
import type { InvoiceCursor } from "@/lib/stripe/customer-invoices";

/** Which page of invoices an address asks for. */
export async function readCursor(query: Query): Promise<InvoiceCursor> {
  const [older, newer] = [await readQuery(query, "older"), await readQuery(query, "newer")];
  if (older !== undefined) return { after: older };
  return newer === undefined ? null : { before: newer };
}
