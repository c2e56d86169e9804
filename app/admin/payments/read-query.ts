import { PAYMENT_FILTERS, type PaymentFilter } from "@/lib/admin/list-payments";

/** What the address of the list of payments asks for. */
export type ListQuery = { search: string; filter: PaymentFilter; before: string | null };

export type Params = Record<string, string | string[] | undefined>;

const SEARCH_LENGTH_MAX = 200;

/** Reads an address; what makes no sense in it is as if it were not there. */
export function readListQuery(params: Params): ListQuery {
  const text = (name: string) => (typeof params[name] === "string" ? params[name].replaceAll("\0", "") : "");
  return {
    search: text("search").trim().slice(0, SEARCH_LENGTH_MAX),
    filter: PAYMENT_FILTERS.find((known) => known === text("show")) ?? "all",
    before: text("before") || null,
  };
}

/** The address of a query, as short as it can be. */
export function toListAddress({ search = "", filter = "all", before = null }: Partial<ListQuery>): string {
  const given = new URLSearchParams();
  if (search) given.set("search", search);
  if (filter !== "all") given.set("show", filter);
  if (before) given.set("before", before);
  return given.size > 0 ? `/admin/payments?${given}` : "/admin/payments";
}
