import type { z } from "zod";
import type { Tx } from "@/db/client";
import type { ApiKeyScope } from "@/lib/api-keys/scopes";
import type { WalletStamp } from "@/lib/ledger/read-stamp";
import type { ProblemDetails } from "./answer";
import type { ProblemCode } from "./problems";

/** A refusal on its way to becoming a problem. */
export type Refused = { ok: false; code: ProblemCode; details?: ProblemDetails };

export type PathParams = Record<string, string>;

/** What every operation states of itself; the document and the page for developers are made from it. */
type Described = {
  /** Names it for good: in the document, in the words and in what is stored of a request. */
  id: string;
  /** Below `/api/v1`, with `{names}` for ids. */
  path: `/${string}`;
  answer: z.ZodType;
  /** What it alone can refuse with; what every operation of its kind can is added to it. */
  problems: ProblemCode[];
};

/** What a read finds, with the state of the wallet it belongs to. */
export type Found = {
  ok: true;
  body: unknown;
  stamp: Pick<WalletStamp, "version" | "subscriptionVersion" | "updatedAt">;
};

export type ReadCall = { walletId: string; params: PathParams; query: unknown; stamp: WalletStamp };

/**
 * A GET of a wallet's state. `read` is given the wallet's stamp, brought up to date, and answers what it finds as of
 * that stamp or a later one.
 */
export type ReadOperation = Described & {
  method: "GET";
  scope: ApiKeyScope;
  query: z.ZodType | null;
  read(call: ReadCall): Promise<Found | Refused>;
};

export type Done = { ok: true; replayed: boolean; body: unknown };

export type WriteCall = { walletId: string; key: string; params: PathParams; body: unknown };

/** A POST that moves credits. `write` gets the transaction in which its answer is stored, and never commits. */
export type WriteOperation = Described & {
  method: "POST";
  scope: ApiKeyScope;
  status: 200 | 201;
  body: z.ZodType;
  write(tx: Tx, call: WriteCall): Promise<Done | Refused>;
};

/** A GET of what is the same for everybody and changes only with a new version of the app. */
export type FixedOperation = Described & {
  method: "GET";
  scope: null;
  /** Whether it asks for an API key, of any scope. */
  needsKey: boolean;
  content(): unknown;
};

export type Operation = ReadOperation | WriteOperation | FixedOperation;

type QueryOf<Query> = Query extends z.ZodType ? z.infer<Query> : null;

/** A read whose query has the type its schema gives it. */
export function defineRead<Query extends z.ZodType | null>(
  operation: Omit<ReadOperation, "method" | "scope" | "query" | "read"> & {
    query: Query;
    read(call: ReadCall & { query: QueryOf<Query> }): Promise<Found | Refused>;
  },
): ReadOperation {
  const { read, ...rest } = operation;
  return {
    ...rest,
    method: "GET",
    scope: "wallet:read",
    read: (call) => read({ ...call, query: call.query as QueryOf<Query> }),
  };
}

/** A write whose body has the type its schema gives it. */
export function defineWrite<Body extends z.ZodType>(
  operation: Omit<WriteOperation, "method" | "scope" | "body" | "write"> & {
    body: Body;
    write(tx: Tx, call: WriteCall & { body: z.infer<Body> }): Promise<Done | Refused>;
  },
): WriteOperation {
  const { write, ...rest } = operation;
  return {
    ...rest,
    method: "POST",
    scope: "credits:spend",
    write: (tx, call) => write(tx, { ...call, body: call.body as z.infer<Body> }),
  };
}
