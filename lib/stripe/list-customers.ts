import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { isMissing } from "./customers";
import { type ListPage, type PageAsked, paramsOfPage, toListPage } from "./list-page";
import type { StripeAnswer } from "./trouble";
import { toDate } from "./values";

/** A customer, and the wallet that its metadata name; null for somebody else's. */
export type MarkedCustomer = { id: string; walletId: string | null; createdAt: Date };

/**
 * One page of the account's customers. Stripe takes none that was deleted for a place to go on from, and people close
 * their accounts at any time; then the list begins anew.
 */
export async function listCustomers(asked: PageAsked): Promise<StripeAnswer<ListPage<MarkedCustomer>>> {
  const page = await listPageOfCustomers(asked);
  const isPlaceGone = asked.after !== null && !page.ok && isMissing(page.trouble);
  return isPlaceGone ? listPageOfCustomers({ ...asked, after: null }) : page;
}

function listPageOfCustomers(asked: PageAsked): Promise<StripeAnswer<ListPage<MarkedCustomer>>> {
  return askStripe("customers.list", async () =>
    toListPage(await stripe().customers.list(paramsOfPage(asked)), ({ id, metadata, created }) => ({
      id,
      walletId: metadata.wallet_id ?? null,
      createdAt: toDate(created),
    })),
  );
}
