import type Stripe from "stripe";
import { toSeconds } from "./values";

const PAGE_SIZE = 100;

/** Which part of a list, newest first: what was made from `since` on (null: ever), and older in the list than `after`. */
export type PageAsked = { since: Date | null; after: string | null };

/** One page; `next` is what to ask for the one after it, null at the end of the list. */
export type ListPage<Item> = { items: Item[]; next: string | null };

/** The parameters of a question for a page, as every list of Stripe takes them. */
export function paramsOfPage({ since, after }: PageAsked) {
  return {
    limit: PAGE_SIZE,
    ...(since ? { created: { gte: toSeconds(since) } } : {}),
    ...(after ? { starting_after: after } : {}),
  };
}

export function toListPage<Found extends { id: string }, Item>(
  { data, has_more }: Stripe.ApiList<Found>,
  toItem: (found: Found) => Item,
): ListPage<Item> {
  const last = data.at(-1);
  return { items: data.map(toItem), next: has_more && last ? last.id : null };
}
