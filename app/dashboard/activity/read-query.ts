import type { EntryFilter } from "@/lib/ledger/find-entries";
import type { OperationKind } from "@/lib/ledger/views";
import { isId } from "@/lib/platform/ids";
import { addDays, calendarOf, isDay } from "../days";

/** What people tell apart; a product may spend at once or from a reservation, to them it is spent. */
export const KIND_GROUPS = {
  added: ["grant"],
  spent: ["spend", "capture"],
  reserved: ["hold", "release"],
  expired: ["expire"],
  reversed: ["reverse"],
  adjusted: ["adjust"],
} as const satisfies Record<string, readonly OperationKind[]>;

export type KindGroup = keyof typeof KIND_GROUPS;

/** What the address of the activity page asks for. Days are days of the reader's calendar, `until` included. */
export type ActivityQuery = {
  kind: KindGroup | null;
  from: string | null;
  until: string | null;
  search: string;
  grant: string | null;
  before: number | null;
  after: number | null;
};

export type Params = Record<string, string | string[] | undefined>;

const SEARCH_LENGTH_MAX = 200;

/** Reads an address; what makes no sense in it is as if it were not there. */
export function readQuery(params: Params): ActivityQuery {
  const text = (name: string) => (typeof params[name] === "string" ? params[name] : "");
  const day = (name: string) => (isDay(text(name)) ? text(name) : null);
  const number = (name: string) => (/^\d{1,15}$/.test(text(name)) ? Number(text(name)) : null);
  return {
    kind: isKindGroup(text("kind")) ? (text("kind") as KindGroup) : null,
    from: day("from"),
    until: day("until"),
    search: text("search").replaceAll("\0", "").trim().slice(0, SEARCH_LENGTH_MAX),
    grant: isId(text("grant")) ? text("grant") : null,
    before: number("before"),
    after: number("before") === null ? number("after") : null,
  };
}

function isKindGroup(text: string): text is KindGroup {
  return Object.hasOwn(KIND_GROUPS, text);
}

/** The same for the ledger, which knows moments and no calendars. */
export function toEntryFilter(query: ActivityQuery, timeZone: string): EntryFilter {
  const { startOf } = calendarOf(timeZone);
  return {
    kinds: query.kind ? KIND_GROUPS[query.kind] : undefined,
    from: query.from ? startOf(query.from) : undefined,
    to: query.until ? startOf(addDays(query.until, 1)) : undefined,
    search: query.search || undefined,
    grantId: query.grant ?? undefined,
  };
}

export function isFiltered({ kind, from, until, search, grant }: ActivityQuery): boolean {
  return Boolean(kind ?? from ?? until ?? grant) || search !== "";
}

/** The address of a query, below `path`, as short as it can be. */
export function toAddress(query: Partial<ActivityQuery>, path = "/dashboard/activity"): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}
