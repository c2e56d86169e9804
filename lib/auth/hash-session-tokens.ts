import { createHash } from "node:crypto";
import type { BetterAuthOptions, DBAdapter, DBTransactionAdapter, Where } from "better-auth/types";

/**
 * better-auth writes session tokens in clear. This wraps its database adapter so that the `sessions` table
 * holds only their SHA-256: whoever reads a dump of the database cannot become anybody. A token is 32 random
 * characters, so a fast hash is enough. The library sees the token it asked for or made, and never the hash,
 * except when it lists sessions, which we do not let it do.
 */
export function hashSessionTokens(
  build: (options: BetterAuthOptions) => DBAdapter,
): (options: BetterAuthOptions) => DBAdapter {
  return (options) => {
    const adapter = build(options);
    return {
      ...withHashedTokens(adapter),
      transaction: (work) => adapter.transaction((tx) => work(withHashedTokens(tx))),
    } as DBAdapter;
  };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

type Row = Record<string, unknown>;
type Query = { model: string; where: Where[] };

function withHashedTokens<Adapter extends DBTransactionAdapter>(adapter: Adapter): Adapter {
  return {
    ...adapter,
    create: async (query: { model: string; data: Row }) => {
      if (query.model !== "session") return adapter.create(query);
      const token = String(query.data.token);
      return withToken(await adapter.create({ ...query, data: hashedData(query.data) }), token);
    },
    findOne: async (query: Query) => withToken(await adapter.findOne<Row>(hashedWhere(query)), asked(query)),
    findMany: (query: Query) => adapter.findMany(hashedWhere(query)),
    update: async (query: Query & { update: Row }) =>
      withToken(
        await adapter.update<Row>({ ...hashedWhere(query), update: hashedUpdate(query) }),
        asked(query),
      ),
    updateMany: (query: Query & { update: Row }) =>
      adapter.updateMany({ ...hashedWhere(query), update: hashedUpdate(query) }),
    delete: (query: Query) => adapter.delete(hashedWhere(query)),
    deleteMany: (query: Query) => adapter.deleteMany(hashedWhere(query)),
    count: (query: Query) => adapter.count(hashedWhere(query)),
    consumeOne: (query: Query) => adapter.consumeOne(hashedWhere(query)),
  } as unknown as Adapter;
}

function hashedData(data: Row): Row {
  return typeof data.token === "string" ? { ...data, token: hashToken(data.token) } : data;
}

function hashedUpdate({ model, update }: { model: string; update: Row }): Row {
  return model === "session" ? hashedData(update) : update;
}

function hashedWhere<Any extends Query>(query: Any): Any {
  if (query.model !== "session" || !query.where) return query;
  return { ...query, where: query.where.map(hashedCondition) };
}

function hashedCondition(condition: Where): Where {
  if (condition.field !== "token") return condition;
  const { value } = condition;
  if (Array.isArray(value)) return { ...condition, value: value.map((one) => hashToken(String(one))) };
  return { ...condition, value: hashToken(String(value)) };
}

/** The token a query named, so that the answer can carry it in place of its hash. */
function asked({ model, where }: Query): string | null {
  const value = model === "session" ? where.find(({ field }) => field === "token")?.value : null;
  return typeof value === "string" ? value : null;
}

function withToken<Found>(row: Found, token: string | null): Found {
  return row && token !== null ? { ...row, token } : row;
}
