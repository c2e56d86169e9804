import type { Store } from "../store/store";
import type { TableName, Tables } from "../store/tables";
import { badParam, noSuch } from "./errors";
import type { FormValue } from "./form";
import { integer, type Kind, type Read, text } from "./params";

export interface Range {
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
}

/** `created=1700000000` or `created[gte]=…`. */
export const range: Kind<Range> = {
  read(value: FormValue, at: string): Range {
    if (typeof value === "string") {
      const exact = integer.read(value, at);
      return { gte: exact, lte: exact };
    }
    const result: Range = {};
    for (const [key, bound] of Object.entries(value)) {
      if (key !== "gt" && key !== "gte" && key !== "lt" && key !== "lte") {
        throw badParam("parameter_unknown", `${at}[${key}]`, `Received unknown parameter: ${at}[${key}]`);
      }
      result[key] = integer.read(bound, `${at}[${key}]`);
    }
    return result;
  },
};

export const pageParams = { limit: integer, starting_after: text, ending_before: text, created: range };
type PageParams = Read<typeof pageParams>;

export interface Page<T> {
  object: "list";
  url: string;
  has_more: boolean;
  data: T[];
}

interface Listable {
  id: string;
  created?: number;
  /** Invoice items call it so. */
  date?: number;
}

type ListableTable = { [T in TableName]: Tables[T] extends Listable ? T : never }[TableName];

/** One page of a table, newest first, as every list of the API answers. */
export function listPage<T extends ListableTable>(
  store: Store,
  table: T,
  url: string,
  params: PageParams,
  wanted: (row: Tables[T]) => boolean = () => true,
): Page<Tables[T]> {
  const limit = checkedLimit(params);
  const cursor = params.starting_after ?? params.ending_before;
  if (cursor !== undefined && store.get(table, cursor) === undefined) {
    throw noSuch(
      table,
      cursor,
      params.starting_after === undefined ? "ending_before" : "starting_after",
      "body",
    );
  }
  const matching = rowsAround(
    store,
    table,
    params,
    (row: Listable & Tables[T]) => inRange(row.created ?? row.date ?? 0, params.created) && wanted(row),
  );
  const data = takePage(matching, limit + 1, params.ending_before !== undefined);
  const has_more = data.length > limit;
  if (has_more) params.ending_before === undefined ? data.pop() : data.shift();
  return { object: "list", url, has_more, data };
}

function checkedLimit(params: PageParams): number {
  if (params.starting_after !== undefined && params.ending_before !== undefined) {
    throw badParam(undefined, "starting_after", "You cannot use both starting_after and ending_before.");
  }
  const limit = params.limit ?? 10;
  if (limit < 1)
    throw badParam("parameter_invalid_integer", "limit", "This value must be greater than or equal to 1.");
  if (limit > 100)
    throw badParam(
      "parameter_invalid_integer",
      "limit",
      "This value must be less than or equal to 100 (not more than 100 objects).",
    );
  return limit;
}

/** Rows after `starting_after` or before `ending_before`, newest first. */
function* rowsAround<T extends ListableTable>(
  store: Store,
  table: T,
  params: PageParams,
  wanted: (row: Tables[T] & Listable) => boolean,
): Generator<Tables[T]> {
  let past = params.starting_after === undefined;
  for (const row of store.newest(table) as Generator<Tables[T] & Listable>) {
    if (row.id === params.ending_before) return;
    if (past && wanted(row)) yield row;
    if (row.id === params.starting_after) past = true;
  }
}

/** The first `size` rows, or for a page before a cursor the last ones. */
function takePage<T>(rows: Iterable<T>, size: number, fromEnd: boolean): T[] {
  const result: T[] = [];
  for (const row of rows) {
    result.push(row);
    if (result.length > size && fromEnd) result.shift();
    else if (result.length === size && !fromEnd) break;
  }
  return result;
}

export function inRange(value: number, bounds: Range | undefined): boolean {
  if (bounds === undefined) return true;
  if (bounds.gt !== undefined && value <= bounds.gt) return false;
  if (bounds.gte !== undefined && value < bounds.gte) return false;
  if (bounds.lt !== undefined && value >= bounds.lt) return false;
  return bounds.lte === undefined || value <= bounds.lte;
}
