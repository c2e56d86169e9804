import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { type ListPage, type PageAsked, paramsOfPage, toListPage } from "./list-page";
import type { StripeAnswer } from "./trouble";
import { toDate } from "./values";

/** A customer, and the wallet that its metadata name; null for somebody else's. */
export type MarkedCustomer = { id: string; walletId: string | null; createdAt: Date };

/** One page of the account's customers. */
export function listCustomers(asked: PageAsked): Promise<StripeAnswer<ListPage<MarkedCustomer>>> {
  return askStripe("customers.list", async () =>
    toListPage(await stripe().customers.list(paramsOfPage(asked)), ({ id, metadata, created }) => ({
      id,
      walletId: metadata.wallet_id ?? null,
      createdAt: toDate(created),
    })),
  );
}
