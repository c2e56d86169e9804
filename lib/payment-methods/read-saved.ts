import { findCustomerOfWallet } from "@/lib/customers/find-customer-of-wallet";
import { type LiveSubscription, listLiveSubscriptionsOf } from "@/lib/stripe/customer-subscriptions";
import { findCustomer } from "@/lib/stripe/customers";
import { listPaymentMethodsOf, type PaymentMethodFacts } from "@/lib/stripe/payment-methods";
import type { StripeAnswer } from "@/lib/stripe/trouble";

/** What Stripe has saved for a wallet at this moment, and what would be charged with it. */
export type Saved = {
  customerId: string;
  methods: PaymentMethodFacts[];
  customerDefaultId: string | null;
  /** Those that are charged by themselves; a first payment that nobody made yet is not. */
  charged: LiveSubscription[];
  /** What the next invoice is charged to: the plan's own choice, else the customer's. */
  defaultId: string | null;
};

/** Asks Stripe; null for a wallet that has no customer there. Nothing of this is kept with us. */
export async function readSaved(walletId: string): Promise<StripeAnswer<Saved | null>> {
  const customerId = await findCustomerOfWallet(walletId);
  if (!customerId) return { ok: true, value: null };
  const [customer, methods, live] = await Promise.all([
    findCustomer(customerId),
    listPaymentMethodsOf(customerId),
    listLiveSubscriptionsOf(customerId),
  ]);
  if (!customer.ok) return customer;
  if (!methods.ok) return methods;
  if (!live.ok) return live;
  if (!customer.value) return { ok: true, value: null };
  const known = (id: string | null | undefined) =>
    methods.value.find((method) => method.id === id)?.id ?? null;
  const charged = live.value.filter(({ status }) => status !== "incomplete");
  const customerDefaultId = known(customer.value.defaultPaymentMethodId);
  const defaultId = known(charged[0]?.defaultPaymentMethodId) ?? customerDefaultId;
  return { ok: true, value: { customerId, methods: methods.value, customerDefaultId, charged, defaultId } };
}

/** A payment method and all other entries of the same card. Empty for one that is not this wallet's. */
export function sameCards({ methods }: Saved, id: string): PaymentMethodFacts[] {
  const named = methods.find((method) => method.id === id);
  if (!named) return [];
  const print = named.card?.fingerprint;
  return print ? methods.filter(({ card }) => card?.fingerprint === print) : [named];
}
