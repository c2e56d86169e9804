import { env } from "@/lib/platform/env";

export type StripeFolder = "subscriptions" | "invoices" | "payments" | "events" | "customers" | "disputes";

/** Where Stripe's dashboard shows an object; null with the emulator, whose objects stand nowhere else. */
export function stripePage(folder: StripeFolder, id: string, livemode: boolean): string | null {
  if (env().stripe.apiBase !== null) return null;
  return `https://dashboard.stripe.com/${livemode ? "" : "test/"}${folder}/${id}`;
}
